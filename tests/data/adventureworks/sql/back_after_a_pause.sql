select customer_key from order_lines group by customer_key
having max(happened) >= getvariable('now') - interval 30 days and min(happened) < timestamptz '2018-12-17 00:00-08'
   and count(*) filter (happened >= getvariable('now') - interval 180 days and happened < getvariable('now') - interval 30 days) = 0
