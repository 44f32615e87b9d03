select customer_key from order_lines where happened >= getvariable('now') - interval 365 days group by customer_key
having 1000 * coalesce(sum(quantity) filter (happened >= getvariable('now') - interval 180 days), 0) > 665 * sum(quantity)
   and 2 * sum(quantity) >= 3 * count(*)
