select customer_key from order_lines group by customer_key
having count(*) filter (happened >= timestamptz '2018-11-01 00:00-07' and happened < timestamptz '2019-04-01 00:00-07') > 0
   and count(*) filter (happened >= timestamptz '2019-04-01 00:00-07') = 0
