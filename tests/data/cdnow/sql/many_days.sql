select customer_id from purchases where happened >= getvariable('now') - interval 365 days group by customer_id having count(distinct happened) >= 5
