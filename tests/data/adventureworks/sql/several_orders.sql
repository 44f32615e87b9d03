select customer_key from order_lines where happened >= getvariable('now') - interval 365 days group by customer_key
having count(distinct order_number) >= 2 and count(distinct product_key) > 3
