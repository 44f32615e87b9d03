select customer_key from customers join order_lines using (customer_key)
where happened >= getvariable('now') - interval 180 days and quantity >= 2 and (territory_key in ('1', '4') or home_owner)
group by customer_key
