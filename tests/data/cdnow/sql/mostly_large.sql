select customer_id from purchases where happened >= getvariable('now') - interval 365 days
group by customer_id having count(*) >= 3 and 3 * count(*) filter (amount > 30) >= 2 * count(*)
