select distinct customer_key from (
  select customer_key, happened - lag(happened) over (partition by customer_key order by happened, line, position) as pause
  from order_lines)
where epoch(pause) > 180 * 86400
