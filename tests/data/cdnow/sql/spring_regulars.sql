select customer_id from purchases where happened >= timestamptz '1998-01-01 00:00+00' and happened < timestamptz '1998-07-01 00:00+00'
group by customer_id having count(*) between 2 and 4
