with lines as (
  select *, row_number() over (partition by customer_key order by happened desc, line desc, position desc) as newest
  from order_lines join products using (product_key) where happened >= getvariable('now') - interval 365 days)
select customer_key from lines where newest <= 3 group by customer_key having count(*) = 3 and min(price) > 20
