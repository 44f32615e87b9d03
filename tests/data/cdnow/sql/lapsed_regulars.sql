select customer_id from purchases group by customer_id
having count(*) filter (happened >= getvariable('now') - interval 360 days and happened < getvariable('now') - interval 180 days) >= 2
   and count(*) filter (happened >= getvariable('now') - interval 180 days) = 0
