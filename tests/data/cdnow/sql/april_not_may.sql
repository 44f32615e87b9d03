select customer_id from purchases where strftime(happened::timestamp, '%Y-%m') = '1998-04'
except
select customer_id from purchases where strftime(happened::timestamp, '%Y-%m') = '1998-05'
