select distinct customer_id from purchases
where happened >= getvariable('now') - interval 60 days and happened < getvariable('now') - interval 30 days
