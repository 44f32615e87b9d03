select customer_key from customers
where 2 * (income >= 90000)::int + 2 * (customer_key in (
    select customer_key from order_lines where happened >= getvariable('now') - interval 365 days group by customer_key having count(*) >= 4))::int
  + (home_owner)::int - (total_children >= 3)::int >= 4
