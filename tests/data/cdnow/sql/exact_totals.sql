select customer_id from purchases where happened >= getvariable('now') - interval 365 days group by customer_id
having sum(amount) in (11.77, 12.99, 14.37, 14.96, 23.54, 29.92) and count(*) filter (amount = 0) = 0
