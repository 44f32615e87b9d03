select customer_id from purchases group by customer_id
having min(happened) < timestamptz '1997-02-01 00:00+00' and max(happened) >= timestamptz '1998-03-01 00:00+00'
   and count(*) filter (happened >= getvariable('now') - interval 365 days) <= 5
