with ordered as (select *, row_number() over (partition by customer_id order by happened, position) as place from purchases),
days as (select *, row_number() over (partition by customer_id order by day) as place
         from (select distinct customer_id, timezone('UTC', happened)::date as day from purchases))
select customer_id from days where place = 2 and day < date '1997-03-01'
intersect
select customer_id from ordered where place <= 3 group by customer_id having sum(amount) >= 100
