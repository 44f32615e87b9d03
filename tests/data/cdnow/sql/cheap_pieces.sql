select customer_id from purchases where happened >= getvariable('now') - interval 365 days group by customer_id
having sum(amount) < 10 * sum(quantity)
