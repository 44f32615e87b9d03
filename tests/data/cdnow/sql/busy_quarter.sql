select distinct customer_id from (
  select customer_id from purchases where happened >= getvariable('now') - interval 365 days
  group by customer_id, date_trunc('quarter', timezone('UTC', happened)) having count(*) >= 4 and sum(amount) > 150)
