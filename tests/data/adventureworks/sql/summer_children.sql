select customer_key from customers where month(birth_date) in (6, 7, 8) and day(birth_date) <= 7
  and customer_key in (select customer_key from order_lines where happened >= getvariable('now') - interval 365 days)
