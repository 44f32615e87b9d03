with ordered as (select *, row_number() over (partition by customer_id order by happened desc, position desc) as place from purchases)
select customer_id from ordered where place <= 4 group by customer_id
having count(*) = 4 and round(stddev_samp(amount::double), 2) < 5
