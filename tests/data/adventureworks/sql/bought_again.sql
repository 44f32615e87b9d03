select distinct customer_key from order_lines
where happened >= getvariable('now') - interval 365 days and (customer_key, product_key) in (
  select (customer_key, product_key) from order_lines group by all having count(*) >= 2)
