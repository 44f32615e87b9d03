select customer_key from customers where (gender is null or gender <> 'M')
  and customer_key in (select customer_key from order_lines where happened >= getvariable('now') - interval 90 days)
