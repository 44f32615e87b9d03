with ranked as (
  select *, row_number() over (partition by customer_id order by happened desc, position desc) as newest
  from purchases where happened >= getvariable('now') - interval 180 days)
select customer_id from ranked group by customer_id
having count(*) >= 3 and min(amount) >= 20.00 and count(*) * max(amount) filter (newest = 1) >= sum(amount)
