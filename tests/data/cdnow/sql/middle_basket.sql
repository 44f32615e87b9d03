select customer_id from purchases group by customer_id having count(*) >= 4 and median(amount::double) > 40
