with year as (select customer_key, count(distinct order_number) as orders, count(distinct product_key) as products, count(*) as n
              from order_lines where happened >= getvariable('now') - interval 365 days group by customer_key)
select customer_key from customers join year using (customer_key)
where orders >= 2 and products > 3 and total_children >= 2
  and not (birth_date between date '1970-01-01' and date '1979-12-31' and occupation in ('Professional', 'Management', 'Skilled Manual') and n = 1)
