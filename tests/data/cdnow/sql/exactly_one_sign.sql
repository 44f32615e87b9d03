select customer_id from purchases where happened >= getvariable('now') - interval 365 days group by customer_id
having (count(*) >= 4)::int + (count(*) filter (happened >= getvariable('now') - interval 45 days) > 0)::int
     + (count(*) filter (amount > 80.00) > 0)::int = 1
