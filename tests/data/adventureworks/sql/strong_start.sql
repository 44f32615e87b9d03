with lines as (
  select *, row_number() over (partition by customer_key order by happened, line, position) as oldest
  from order_lines join products using (product_key))
select customer_key from lines where oldest <= 2 group by customer_key having sum(quantity * price) > 2000
