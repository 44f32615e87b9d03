with bounds as (
  select timezone('America/Los_Angeles', timezone('America/Los_Angeles', getvariable('now')) - interval 3 months) as three,
         timezone('America/Los_Angeles', timezone('America/Los_Angeles', getvariable('now')) - interval 7 months) as seven)
select customer_key from order_lines, bounds group by customer_key, three, seven
having count(*) filter (happened >= seven) > 0 and count(*) filter (happened >= three) = 0
