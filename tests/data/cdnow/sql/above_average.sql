with baskets as (
  select customer_id, sum(amount) as spent, count(*) as n
  from purchases where happened >= getvariable('now') - interval 365 days group by customer_id)
select customer_id from baskets where spent::double / n > (select avg(spent::double / n) from baskets)
