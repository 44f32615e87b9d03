#pragma once
// A schema with lists, lookup tables that lead on to each other and weekdays, and a Plan over it with every operator that `shop.h` has not.

#include "tests/unit/plan/shop.h"

namespace seg::plan::test {

inline constexpr std::uint16_t kMakerId = 3;
enum Row : std::uint32_t { kProductKey, kMaker, kPrice, kColours };

inline Schema warehouse() {
  Schema schema = shop();
  schema.units.push_back("maker");
  schema.profile.push_back({"tags", list_of(string_type()), true});
  schema.profile.push_back({"sizes", list_of(int_type()), true});
  schema.streams[0].fields.push_back({"labels", list_of(string_type()), true});
  schema.tables = {{"product",
                    {{"product_id", id_type(kProductId)},
                     {"maker", id_type(kMakerId), true},
                     {"price", money(4), true},
                     {"colours", list_of(string_type()), true}},
                    kProductKey},
                   {"maker", {{"country", string_type(), true}, {"maker id", id_type(kMakerId)}}, 1}};
  schema.weekdays();
  return schema;
}
inline constexpr std::uint32_t kTags = kCity + 1;
inline constexpr std::uint32_t kSizes = kCity + 2;

struct Warehouse {
  Builder b{warehouse()};
  NodeId from = b.literal({timestamp_type(), kBeginningOfTime, 1, 0, {}});
  NodeId to = b.now();
  NodeId all = b.truth(true);
  NodeId total = b.event_field(0, kTotal);
  NodeId product = b.event_field(0, kProduct);
  NodeId tags = b.profile_field(kTags);

  NodeId text(std::string value) { return b.literal({string_type(), 0, 1, 0, std::move(value)}); }
  NodeId set_of(NodeId value, const std::string& element) { return b.in_set(value, {string_type(), {{string_type(), 0, 1, 0, element}}}); }
  NodeId fold(Op op, std::vector<NodeId> more, NodeId condition = kNone) {
    std::vector<NodeId> operands = {from, to, condition == kNone ? all : condition};
    operands.insert(operands.end(), more.begin(), more.end());
    return b.fold(op, 0, operands);
  }
  NodeId keyed(Op op, std::vector<NodeId> more, const std::vector<KeyPair>& keys) {
    std::vector<NodeId> operands = {from, to, all};
    operands.insert(operands.end(), more.begin(), more.end());
    return b.keyed_fold(op, 0, operands, keys);
  }
  /// A join by time of purchases with the times of another stream's events.
  NodeId join(NodeId bound, const std::vector<KeyPair>& keys) {
    const NodeId operands[] = {from, to, all, b.event_at(0), bound};
    return b.as_of(operands, keys);
  }
  NodeId hours(std::int64_t count) { return b.literal({duration_type(), count * kMicrosPerDay / 24, 1, 0, {}}); }
  /// A condition that a segment can be: whether it is known.
  NodeId known(NodeId value) { return b.apply(Op::IsKnown, {value}); }
};

inline std::vector<NodeId> conditions_on_values(Warehouse& w) {
  Builder& b = w.b;
  const NodeId country = b.profile_field(kCountry);
  const NodeId folded = b.apply(Op::CaseFold, {w.tags});
  const NodeId text = b.apply(Op::Lower, {b.apply(Op::Upper, {b.apply(Op::Trim, {country})})});
  const NodeId date = b.apply(Op::LocalDate, {b.profile_field(kSignup)});
  std::vector<NodeId> found = {
      b.apply(Op::Matches, {text, w.text("(?i)^d")}),
      b.apply(Op::Less, {b.apply(Op::Length, {text}), b.integer(3)}),
      b.apply(Op::ListContains, {folded, w.text("vip")}),
      b.apply(Op::ListContainsAny, {w.tags, folded}),
      b.apply(Op::ListContainsAll, {w.tags, folded}),
      w.set_of(w.tags, "vip"),
      w.known(b.apply(Op::Score, {b.integer(5), w.set_of(country, "DE"), b.integer(-2), b.profile_field(kConsent)})),
      w.known(b.apply(Op::WeekdayOf, {date})),
  };
  for (const Op op : {Op::YearOf, Op::MonthOf, Op::DayOf, Op::DayOfYear, Op::MonthStart, Op::QuarterStart, Op::WeekStart, Op::YearStart}) {
    found.push_back(w.known(b.apply(op, {date})));
  }
  for (const Op op : {Op::LocalHour, Op::LocalMinute}) found.push_back(w.known(b.apply(op, {b.profile_field(kSignup)})));
  for (const Op op : {Op::Abs, Op::Round, Op::Floor, Op::Ceil}) found.push_back(w.known(b.apply(op, {b.profile_field(kHeight)})));
  found.push_back(w.known(b.apply(Op::Modulo, {b.profile_field(kAge), b.integer(2)})));
  found.push_back(b.apply(Op::IsTrue, {w.known(b.apply(Op::When, {b.profile_field(kConsent), b.profile_field(kClv)}))}));
  found.push_back(w.known(b.apply(Op::Reaches, {b.profile_field(kAge), b.integer(18), b.integer(65)})));
  return found;
}

/// Dates moved and compared, and local times in the schema's zone, in one that is written and in a profile's.
inline std::vector<NodeId> conditions_on_times(Warehouse& w) {
  Builder& b = w.b;
  const NodeId signup = b.profile_field(kSignup);
  const NodeId own = b.profile_field(kCountry);
  const NodeId born = b.profile_field(kBorn);
  const NodeId today = b.apply(Op::LocalDate, {b.now(), w.text("Asia/Tokyo")});
  std::vector<NodeId> found = {
      w.known(b.apply(Op::AddMonths, {born, b.integer(-3)})),
      w.known(b.apply(Op::Anniversary, {born, today})),
      w.known(b.apply(Op::Age, {born, today})),
      w.known(b.apply(Op::LocalInstant, {today, w.hours(2)})),
      w.known(b.apply(Op::LocalInstant, {today, w.hours(2), own})),
      w.known(b.apply(Op::DayStart, {today, own})),
      w.known(b.apply(Op::LocalTime, {signup})),
  };
  for (const Op op : {Op::LocalTime, Op::LocalDate, Op::LocalHour, Op::LocalMinute}) found.push_back(w.known(b.apply(op, {signup, own})));
  return found;
}

inline std::vector<NodeId> conditions_on_events(Warehouse& w) {
  Builder& b = w.b;
  const NodeId price = b.lookup(0, kPrice, w.product);
  const NodeId country = b.lookup(1, 0, b.lookup(0, kMaker, w.product));
  const NodeId dear = b.apply(Op::Less, {price, w.total});
  std::vector<NodeId> found;
  for (const Op op : {Op::MedianOf, Op::StddevOf, Op::ModeOf}) found.push_back(w.known(w.fold(op, {w.total})));
  found.push_back(w.known(w.fold(Op::NthOf, {country, b.integer(2)})));
  found.push_back(w.fold(Op::AllTrue, {dear}));
  found.push_back(w.fold(Op::AtLeastTrue, {dear, b.profile_field(kAge)}));
  const NodeId third = b.apply(Op::LessEqual, {w.fold(Op::OrdinalBack, {}), b.integer(3)});
  const NodeId early = b.apply(Op::Less, {w.fold(Op::Ordinal, {}), b.integer(3)});
  found.push_back(w.known(w.fold(Op::MaxOf, {w.fold(Op::Gap, {}, third)}, early)));
  found.push_back(w.known(w.fold(Op::SumOf, {w.total}, w.fold(Op::FirstOfValue, {w.product}))));
  const NodeId of_product = w.keyed(Op::Count, {}, {{w.product, w.product}});
  found.push_back(w.fold(Op::AtLeastTrue, {b.apply(Op::Less, {b.integer(3), of_product}), b.integer(1)}));
  const NodeId of_both = w.keyed(Op::LastOf, {w.total}, {{w.product, w.product}, {country, country}});
  found.push_back(w.known(w.fold(Op::FirstOf, {of_both})));
  // A value of each e-mail: the purchases on its day.
  const NodeId at_mail = b.event_at(1);
  const NodeId same_time = w.keyed(Op::MedianOf, {w.total}, {{b.event_at(0), at_mail}});
  const NodeId operands[] = {w.from, w.to, w.all, same_time};
  found.push_back(w.known(b.fold(Op::MinOf, 1, operands)));
  const NodeId after = w.join(at_mail, {});
  const NodeId last[] = {w.from, w.to, w.known(after), after};
  found.push_back(w.known(b.fold(Op::LastOf, 1, last)));
  const NodeId next = w.join(b.event_at(0), {{w.product, w.product}, {country, country}});
  found.push_back(w.known(w.fold(Op::FirstOf, {next})));
  return found;
}

inline Plan stock() {
  Warehouse w;
  std::vector<NodeId> found = conditions_on_values(w);
  for (const auto more : {conditions_on_times, conditions_on_events}) {
    const std::vector<NodeId> others = more(w);
    found.insert(found.end(), others.begin(), others.end());
  }
  for (std::size_t index = 0; index < found.size(); ++index) w.b.add_segment("s" + std::to_string(index), found[index]);
  w.b.add_segment("tiers.old", w.b.apply(Op::IsTrue, {found[0]}), found[0]);
  return std::move(w.b).finish();
}

}  // namespace seg::plan::test
