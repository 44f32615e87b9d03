select customer_key from customers
where email like 'j%' and email like '%@adventure-works.com' and email like '%1%' and not contains(first_name, 'AN')
  and first_name not in ('JON', 'JAMES')
  and customer_key in (select customer_key from order_lines where happened >= getvariable('now') - interval 365 days)
