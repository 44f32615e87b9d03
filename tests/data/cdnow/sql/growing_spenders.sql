with quarters as (
  select customer_id,
         coalesce(sum(amount) filter (happened >= getvariable('now') - interval 90 days), 0) as recent,
         coalesce(sum(amount) filter (happened >= getvariable('now') - interval 180 days and happened < getvariable('now') - interval 90 days), 0) as earlier,
         count(*) filter (happened >= getvariable('now') - interval 180 days and happened < getvariable('now') - interval 90 days) as purchases_earlier
  from purchases group by customer_id)
select customer_id from quarters where purchases_earlier > 0 and recent * 2 > earlier * 3
