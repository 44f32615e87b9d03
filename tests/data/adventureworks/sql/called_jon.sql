select customer_key from customers where lower(first_name) in ('jon', 'amy', 'eve') and length(last_name) <= 4
  and customer_key in (select customer_key from order_lines where happened >= getvariable('now') - interval 365 days)
