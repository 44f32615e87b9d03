with year as (select customer_key, count(*) as n from order_lines where happened >= getvariable('now') - interval 365 days group by customer_key)
select customer_key from customers join year using (customer_key)
where (birth_date >= date '1970-01-01')::int + (income >= 80000)::int + (n >= 3)::int <= 1
