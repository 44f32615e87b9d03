select customer_id from purchases group by customer_id
having coalesce(sum(amount) filter (happened >= getvariable('now') - interval 90 days), 0) > 0
  and 2 * coalesce(sum(amount) filter (happened >= getvariable('now') - interval 90 days), 0)
    > coalesce(sum(amount) filter (happened >= getvariable('now') - interval 365 days), 0)
