with ranked as (select *, row_number() over (partition by customer_key order by happened desc, line desc, position desc) as newest from order_lines)
select customer_key from ranked group by customer_key
having count(*) filter (newest <= 2 and quantity = 3) > 0
   and count(*) filter (newest <= 2 and quantity = 3) < least(count(*), 2)
   and max(happened) >= getvariable('now') - interval 365 days
