#include "runtime/population/saved_cuts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <numeric>
#include <stdexcept>
#include <unordered_map>

#include "runtime/plan/rules.h"
#include "runtime/population/definitions.h"

namespace seg::population {
namespace {

using Json = nlohmann::ordered_json;
using columns::CutValue;
using columns::State;
using plan::Form;

constexpr std::string_view kFormat = "seg cuts 1";

std::string_view state_text(State state) {
  switch (state) {
    case State::Known:
      return "known";
    case State::Unknown:
      return "unknown";
    case State::Fault:
      return "fault";
  }
  return "unknown";
}

Json value_of(const plan::Schema& schema, plan::Type type, const CutValue& cut) {
  if (type.kind == plan::Kind::Enum) return schema.enums[type.unit].values.at(static_cast<std::size_t>(cut.number));
  if (plan::form_of(type) == Form::Float64) return cut.real;
  if (plan::form_of(type) == Form::Fraction) return Json{{"number", cut.number}, {"denominator", cut.denominator}};
  return cut.number;
}

/// What is wrong with the file, for whoever asked for it.
struct Wrong : std::runtime_error {
  using std::runtime_error::runtime_error;
};
[[noreturn]] void wrong(std::string_view where, const std::string& found, std::string_view expected) {
  throw Wrong(fmt::format("{}found {}, expected {}", where, found, expected));
}

/// As a message shows it: cut off where it is long.
std::string shown(const Json& json) {
  constexpr std::size_t kLongest = 60;
  std::string text = json.dump(-1, ' ', true, Json::error_handler_t::replace);
  return text.size() <= kLongest ? text : text.substr(0, kLongest) + "…";
}

/// An object of the file, and how messages name it.
struct Object {
  const Json& json;
  std::string where;  ///< `cut `clv in top 20%`: `

  const Json& member(const char* name, std::string_view expected) const {
    const auto found = json.find(name);
    if (found == json.end()) wrong(where, fmt::format("no `{}`", name), expected);
    return *found;
  }
  std::string text(const char* name) const {
    const Json& found = member(name, "a text");
    if (!found.is_string()) wrong(where, fmt::format("`{}` {}", name, shown(found)), "a text");
    return found.get<std::string>();
  }
  std::int64_t integer(const char* name) const {
    constexpr std::string_view kExpected = "a whole number of 64 bits";
    const Json& found = member(name, kExpected);
    const bool large = found.is_number_unsigned() && found.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()};
    if (!found.is_number_integer() || large) wrong(where, fmt::format("`{}` {}", name, shown(found)), kExpected);
    return found.get<std::int64_t>();
  }
  std::int64_t count(const char* name) const {
    const std::int64_t found = integer(name);
    if (found < 0) wrong(where, fmt::format("`{}` {}", name, found), "a number from 0 on");
    return found;
  }
};

void read_enum(const Object& cut, const plan::EnumType& type, CutValue& value) {
  const std::string name = cut.text("value");
  const auto found = std::find(type.values.begin(), type.values.end(), name);
  if (found == type.values.end()) wrong(cut.where, fmt::format("value `{}`", name), fmt::format("one of {}", fmt::join(type.values, ", ")));
  value.number = found - type.values.begin();
}

/// Of a positive denominator. The least number has no magnitude in 64 bits: a power of two.
bool in_lowest_terms(const CutValue& value) {
  if (value.number == std::numeric_limits<std::int64_t>::min()) return value.denominator % 2 != 0;
  return std::gcd(value.number, value.denominator) == 1;
}

void read_fraction(const Object& cut, CutValue& value) {
  const Json& json = cut.member("value", "a fraction");
  if (!json.is_object()) wrong(cut.where, "value " + shown(json), "`{ \"number\": …, \"denominator\": … }`");
  const Object parts{json, cut.where + "value: "};
  value.number = parts.integer("number");
  value.denominator = parts.integer("denominator");
  if (value.denominator <= 0 || !in_lowest_terms(value)) {
    wrong(cut.where, "value " + shown(json), "a fraction in lowest terms with a positive denominator");
  }
}

void read_value(const Object& cut, const plan::Schema& schema, plan::Type type, CutValue& value) {
  if (type.kind == plan::Kind::Enum) return read_enum(cut, schema.enums[type.unit], value);
  switch (plan::form_of(type)) {
    case Form::Fraction:
      return read_fraction(cut, value);
    case Form::Float64: {
      const Json& json = cut.member("value", "a number");
      if (!json.is_number() || !std::isfinite(json.get<double>())) wrong(cut.where, "value " + shown(json), "a finite number");
      value.real = json.get<double>();
      return;
    }
    case Form::Int64:
    case Form::Bit:
    case Form::Code:
    case Form::List:
      value.number = cut.integer("value");
  }
}

CutValue read_cut(const Object& cut, const plan::Schema& schema, plan::Type type) {
  if (const std::string found = cut.text("type"), expected = plan::type_text(schema, type); found != expected) {
    wrong(cut.where, "type " + found, expected);
  }
  CutValue value;
  const std::string state = cut.text("state");
  for (const State one : {State::Known, State::Unknown, State::Fault}) {
    if (state == state_text(one)) value.state = one;
  }
  if (state != state_text(value.state)) wrong(cut.where, fmt::format("state `{}`", state), "known, unknown or fault");
  value.population = cut.count("population");
  value.tied = cut.count("tied");
  value.faults = cut.count("faults");
  if (value.state == State::Known) read_value(cut, schema, type, value);
  return value;
}

/// Nothing that a run writes is nested deeper, and what is shown of a file is written by recursion.
Json parsed(std::string_view text) {
  constexpr int kDeepest = 4;
  const auto shallow = [](int outside, Json::parse_event_t event, const Json&) {
    const bool opens = event == Json::parse_event_t::object_start || event == Json::parse_event_t::array_start;
    if (opens && outside >= kDeepest) wrong("", fmt::format("brackets {} deep", outside + 1), "the cuts of a run");
    return true;
  };
  try {
    return Json::parse(text, shallow);
  } catch (const Json::parse_error& error) {
    throw Wrong(fmt::format("found no JSON at byte {}, expected the cuts of a run", error.byte));
  }
}

/// The file's cuts by definition and by text.
struct Saved {
  std::unordered_map<std::string, const Json*> by_definition;
  std::unordered_map<std::string, std::string> definition_of;
};

Saved saved_in(const Json& file) {
  const Object whole{file, ""};
  const Json& cuts = whole.member("cuts", "a list of cuts");
  if (!cuts.is_array()) wrong("", "`cuts` " + shown(cuts), "a list of cuts");
  Saved saved;
  for (std::size_t index = 0; index < cuts.size(); ++index) {
    const std::string where = fmt::format("cut {}: ", index + 1);
    if (!cuts[index].is_object()) wrong(where, shown(cuts[index]), "an object");
    const Object cut{cuts[index], where};
    const std::string definition = cut.text("definition");
    saved.definition_of.emplace(cut.text("cut"), definition);
    if (!saved.by_definition.emplace(definition, &cuts[index]).second) wrong(where, "definition " + definition + " twice", "it once");
  }
  return saved;
}

LoadedCuts loaded(std::string_view text, const plan::Plan& plan) {
  const Json file = parsed(text);
  if (!file.is_object()) wrong("", shown(file), "the cuts of a run");
  const Object whole{file, ""};
  if (const std::string format = whole.text("format"); format != kFormat) wrong("", fmt::format("format `{}`", format), kFormat);
  if (const std::string schema = whole.text("schema"); schema != plan.schema.name) {
    wrong("", fmt::format("cuts of schema `{}`", schema), fmt::format("`{}`", plan.schema.name));
  }
  LoadedCuts result;
  result.now = whole.integer("now");
  const Saved saved = saved_in(file);
  const std::vector<std::string> wanted = definitions(plan);
  for (std::size_t index = 0; index < plan.cuts.size(); ++index) {
    const std::string where = fmt::format("cut `{}`: ", plan.cuts[index].text);
    const auto found = saved.by_definition.find(wanted[index]);
    if (found == saved.by_definition.end()) {
      const auto other = saved.definition_of.find(plan.cuts[index].text);
      wrong(where, other == saved.definition_of.end() ? "nothing" : "definition " + other->second,
            fmt::format("definition {}: save the cuts of a run of these segments", wanted[index]));
    }
    result.cuts.push_back(read_cut({*found->second, where}, plan.schema, plan.nodes[plan.cuts[index].node].type));
  }
  return result;
}

}  // namespace

std::string save_cuts(const plan::Plan& plan, const columns::Cuts& cuts, std::int64_t now) {
  const std::vector<std::string> defined = definitions(plan);
  Json list = Json::array();
  for (std::size_t index = 0; index < plan.cuts.size(); ++index) {
    const CutValue cut = index < cuts.size() ? cuts[index] : CutValue{};
    const plan::Type type = plan.nodes[plan.cuts[index].node].type;
    Json saved{{"cut", plan.cuts[index].text},
               {"definition", defined[index]},
               {"type", plan::type_text(plan.schema, type)},
               {"state", state_text(cut.state)}};
    if (cut.state == State::Known) saved["value"] = value_of(plan.schema, type, cut);
    saved["population"] = cut.population;
    saved["tied"] = cut.tied;
    saved["faults"] = cut.faults;
    list.push_back(std::move(saved));
  }
  const Json file{{"format", kFormat}, {"schema", plan.schema.name}, {"now", now}, {"cuts", std::move(list)}};
  return file.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

LoadedCuts load_cuts(std::string_view text, const plan::Plan& plan) {
  try {
    return loaded(text, plan);
  } catch (const Wrong& problem) {
    return {{}, 0, problem.what()};
  }
}

}  // namespace seg::population
