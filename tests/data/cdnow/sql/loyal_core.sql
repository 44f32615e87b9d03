with year as (
  select customer_id, coalesce(sum(amount) filter (happened >= getvariable('now') - interval 365 days), 0) as spent,
         count(*) filter (happened >= getvariable('now') - interval 365 days) as n_year,
         count(*) filter (happened >= getvariable('now') - interval 90 days) as n_quarter
  from purchases group by customer_id),
cut as (select spent from year order by spent desc limit 1 offset (select ceil(0.05 * count(*))::bigint - 1 from year))
select customer_id from year where spent >= (select spent from cut) and n_quarter > 0 and 2 * n_quarter < n_year
