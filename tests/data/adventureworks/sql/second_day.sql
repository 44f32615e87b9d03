with days as (
  select distinct customer_key, timezone('America/Los_Angeles', happened)::date as day from order_lines)
select customer_key from (select *, row_number() over (partition by customer_key order by day) as place from days)
where place = 2 and day < date '2019-01-01'
