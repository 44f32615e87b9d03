select customer_key from customers where customer_key not in (select customer_key from order_lines)
