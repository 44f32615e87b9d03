-- Customers, and the order lines that are seen at `now`; {data} is the folder of the files.
create table customers as
  select * replace (nullif(prefix, '') as prefix, nullif(gender, '') as gender, birth_date::date as birth_date,
                    annual_income::int as annual_income, total_children::int as total_children, home_owner::bool as home_owner),
         annual_income::int as income
  from read_csv('{data}/adventureworks/customers.csv', all_varchar = true);
create table order_lines as
  select customer_key, happened, order_number, product_key, territory_key, line::int as line, quantity::int as quantity, position
  from (select *, timezone('America/Los_Angeles', order_date::timestamp) as happened, row_number() over () as position
        from read_csv('{data}/adventureworks/order_lines.csv', all_varchar = true))
  where happened <= getvariable('now');
create table products as
  select product_key, name, case when color in ('', 'NA') then null else color end as color, price::decimal(10, 4) as price
  from read_csv('{data}/adventureworks/products.csv', all_varchar = true);
