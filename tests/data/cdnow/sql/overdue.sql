with steps as (
  select customer_id, happened, epoch_us(happened) - lag(epoch_us(happened)) over (partition by customer_id order by happened, position) as gap
  from purchases)
select customer_id from steps group by customer_id
having count(*) >= 4 and epoch_us(getvariable('now')) - max(epoch_us(happened)) > median(gap) + 30 * 86400e6
  and epoch_us(getvariable('now')) - max(epoch_us(happened)) < 365 * 86400e6
