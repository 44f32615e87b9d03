select distinct customer_id from purchases where happened >= timestamptz '1998-04-01 00:00+00' and happened < timestamptz '1998-07-01 00:00+00'
