with year as (
  select *, row_number() over (partition by customer_key order by happened, line, position) as oldest,
            row_number() over (partition by customer_key order by happened desc, line desc, position desc) as newest
  from order_lines where happened >= getvariable('now') - interval 365 days)
select customer_key from year group by customer_key
having max(quantity) filter (newest = 1) = 3 and max(quantity) filter (oldest = 1) < 3
