select customer_key from order_lines where happened >= timestamptz '2019-06-01 00:00-07' and happened < timestamptz '2019-07-01 00:00-07'
group by customer_key having count(*) >= 2
