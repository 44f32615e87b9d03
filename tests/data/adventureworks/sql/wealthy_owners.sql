with cut as (select income from customers order by income desc limit 1 offset (select ceil(0.10 * count(*))::bigint - 1 from customers))
select customer_key from customers where income >= (select income from cut) and home_owner
  and customer_key in (select customer_key from order_lines where happened >= getvariable('now') - interval 365 days)
