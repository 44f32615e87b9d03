#include "tests/unit/semantics/compiled.h"

namespace seg::test {

namespace {

constexpr std::string_view kSchema = R"(schema shop {
  timezone "Europe/Berlin"
  channel email
  goal reduce_churn
  profile {
    customer_id id key
    birth_date  date?
    country     string?
    tier        enum(bronze < silver < gold)?
    clv         money(EUR)?
    yen         money(JPY)
    points      int?
    weight      float?
    price       decimal(10,4)
    signup_at   timestamp
    consent     bool
    tags        list(string)
    wished      list(string)?
    days        list(date)
    sizes       list(int)
    visited_at  timestamp?
    address     struct { city string, geo struct { zip string? } }?
    store       id(store)
  }
  event purchase, purchases {
    at       timestamp
    category string
    country  string
    quantity int
    total    money(EUR)
    discount money(EUR)?
    product  id(product)
  }
  table product {
    product_id id(product) key
    color      string?
    price      decimal(10,4)
    cost       money(EUR,4)
    supplier   id(supplier)
  }
  table supplier {
    supplier_id id(supplier) key
    region      string
  }
  table store {
    store_id id(store) key
    opened   date
  }
}
)";

}  // namespace

driver::Compilation compiled(const std::string& segments, driver::Until until, const driver::Limits& limits) {
  return driver::compile({{"schema.seg", std::string(kSchema)}, {"segments.seg", segments}}, limits, until);
}

std::vector<Code> codes(const std::string& segments, const driver::Limits& limits) {
  std::vector<Code> found;
  const driver::Compilation made = compiled(segments, driver::Until::Hir, limits);
  for (const Diagnostic& diagnostic : made.diagnostics.all()) found.push_back(diagnostic.code);
  return found;
}

const hir::Expr& condition(const driver::Compilation& made) { return made.hir[made.hir.segments.back().where]; }

}  // namespace seg::test
