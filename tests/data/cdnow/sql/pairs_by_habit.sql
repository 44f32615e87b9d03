with ordered as (select *, row_number() over (partition by customer_id order by happened, position) as place from purchases),
counts as (select customer_id, quantity, count(*) as times, max(place) as newest from ordered group by all),
modes as (select *, row_number() over (partition by customer_id order by times desc, newest desc) as rank from counts)
select customer_id from modes where rank = 1 and quantity >= 3
intersect
select customer_id from purchases where happened >= getvariable('now') - interval 365 days group by customer_id having count(*) >= 3
