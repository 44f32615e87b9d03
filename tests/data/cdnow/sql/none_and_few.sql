select customer_id from purchases where happened >= getvariable('now') - interval 365 days group by customer_id
having count(*) between 1 and 2 and max(happened) < getvariable('now') - interval 90 days
   and count(*) filter (amount >= 40.00 or quantity >= 5) = 0
