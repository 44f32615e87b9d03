select customer_key from customers where prefix is null and gender is null
  and customer_key in (select customer_key from order_lines where happened >= getvariable('now') - interval 365 days)
