select distinct customer_id from purchases where happened >= timestamptz '1997-11-15 00:00+00' and happened < timestamptz '1997-12-25 00:00+00' and amount >= 50.00
