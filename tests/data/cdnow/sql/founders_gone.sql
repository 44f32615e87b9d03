select customer_id from purchases group by customer_id
having min(happened) < timestamptz '1997-04-01 00:00+00' and max(happened) < timestamptz '1998-01-01 00:00+00'
