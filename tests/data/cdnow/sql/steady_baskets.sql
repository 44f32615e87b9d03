with ranked as (select *, row_number() over (partition by customer_id order by happened desc, position desc) as newest from purchases)
select customer_id from ranked group by customer_id
having count(*) >= 3 and count(*) filter (newest <= 3 and amount >= 20.00) = 3
   and max(happened) >= getvariable('now') - interval 180 days
