select customer_key from customers
where income * (select count(*) from customers) < (select sum(income) from customers) and marital_status = 'M'
  and customer_key in (select customer_key from order_lines where happened >= getvariable('now') - interval 365 days)
