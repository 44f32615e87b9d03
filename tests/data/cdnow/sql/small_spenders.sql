with spend as (
  select customer_id, coalesce(sum(amount) filter (happened >= getvariable('now') - interval 365 days), 0) as spent,
         count(*) filter (happened >= getvariable('now') - interval 365 days) as n
  from purchases group by customer_id),
cut as (select spent from spend order by spent limit 1 offset (select ceil(0.75 * count(*))::bigint - 1 from spend))
select customer_id from spend where spent <= (select spent from cut) and n > 0
