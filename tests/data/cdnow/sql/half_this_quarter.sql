select customer_id from purchases where happened >= getvariable('now') - interval 365 days group by customer_id
having 2 * count(*) filter (happened >= getvariable('now') - interval 90 days) >= count(*)
