select customer_key from customers join order_lines using (customer_key)
where prefix <> 'MR.' and happened >= getvariable('now') - interval 120 days group by customer_key having count(*) >= 2
