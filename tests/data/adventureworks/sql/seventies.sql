select customer_key from customers join order_lines using (customer_key)
where birth_date between date '1970-01-01' and date '1979-12-31' and occupation in ('Professional', 'Management', 'Skilled Manual')
  and happened >= getvariable('now') - interval 365 days
group by customer_key having count(*) = 1
