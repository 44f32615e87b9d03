select customer_key from order_lines join products using (product_key) where happened >= getvariable('now') - interval 365 days
group by customer_key having median(price::double) > 49.995
