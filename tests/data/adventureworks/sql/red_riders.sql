select distinct customer_key from order_lines join products using (product_key) where happened >= getvariable('now') - interval 365 days and color = 'Red'
