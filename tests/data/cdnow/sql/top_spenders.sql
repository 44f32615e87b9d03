with spend as (
  select customer_id, coalesce(sum(amount) filter (happened >= getvariable('now') - interval 365 days), 0) as spent
  from purchases group by customer_id),
cut as (select spent from spend order by spent desc limit 1 offset (select ceil(0.05 * count(*))::bigint - 1 from spend))
select customer_id from spend where spent >= (select spent from cut)
