select customer_key from (
  select customer_key, product_key, count(*) as lines from order_lines where happened >= getvariable('now') - interval 365 days group by all)
group by customer_key having sum(lines) >= 4 and max(lines) < 2
