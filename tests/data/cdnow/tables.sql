-- The purchases that are seen at `now`; {data} is the folder of the files.
create table purchases as
  select customer_id, happened, quantity::int as quantity, amount::decimal(12, 2) as amount, position
  from (select *, timezone('UTC', date::timestamp) as happened, row_number() over () as position
        from read_csv('{data}/cdnow/cdnow.csv', all_varchar = true))
  where happened <= getvariable('now');
