select distinct customer_id from purchases where happened >= getvariable('now') - interval 90 days
