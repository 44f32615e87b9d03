with year as (
  select *, row_number() over (partition by customer_id order by happened, position) as oldest,
            row_number() over (partition by customer_id order by happened desc, position desc) as newest
  from purchases where happened >= getvariable('now') - interval 365 days)
select customer_id from year group by customer_id
having max(amount) filter (newest = 1) > max(amount) filter (oldest = 1) and min(amount) >= 5.00
