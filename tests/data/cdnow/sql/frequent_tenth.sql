with often as (select customer_id, count(*) filter (happened >= getvariable('now') - interval 365 days) as n from purchases group by customer_id),
cut as (select n from often order by n limit 1 offset (select ceil(0.90 * count(*))::bigint - 1 from often))
select customer_id from often where n >= (select n from cut)
