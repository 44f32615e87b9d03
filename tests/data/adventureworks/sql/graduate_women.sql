select customer_key from customers join order_lines using (customer_key)
where gender = 'F' and education in ('Bachelors', 'Graduate Degree') and happened >= getvariable('now') - interval 180 days
group by customer_key
