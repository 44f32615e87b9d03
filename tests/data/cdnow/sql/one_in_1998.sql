select customer_id from purchases where extract(year from happened) = 1998 group by customer_id having count(*) = 1
