with lines as (
  select *, row_number() over (partition by customer_key order by happened, line, position) as place
  from order_lines join products using (product_key) where happened >= getvariable('now') - interval 365 days and color is not null),
colours as (select customer_key, color, count(*) as lines, max(place) as newest from lines group by all)
select customer_key from (
  select *, row_number() over (partition by customer_key order by lines desc, newest desc) as rank from colours)
where rank = 1 and color = 'Black'
