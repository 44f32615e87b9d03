with year as (
  select customer_id, count(*) as n, max(amount) as largest, sum(quantity) as pieces
  from purchases where happened >= getvariable('now') - interval 365 days group by customer_id),
newest as (select customer_id, max(happened) as happened from purchases group by customer_id)
select customer_id from newest left join year using (customer_id)
where (coalesce(n, 0) >= 3)::int + (coalesce(largest, 0) >= 100.00)::int + (coalesce(pieces, 0) > 10)::int
    + (happened >= getvariable('now') - interval 30 days)::int >= 2
