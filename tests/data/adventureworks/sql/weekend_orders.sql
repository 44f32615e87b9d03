select customer_key from order_lines where happened >= getvariable('now') - interval 365 days group by customer_key
having count(*) >= 2 and 2 * count(*) filter (isodow(timezone('America/Los_Angeles', happened)) >= 6) >= count(*)
