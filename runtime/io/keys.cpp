#include "runtime/io/keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "runtime/io/parse_value.h"
#include "runtime/io/problem.h"

namespace seg::io {

std::string key_kind_error(const SourcePlan& source, const ColumnSeen& seen) {
  const bool real = seen.kind == CellKind::Float || seen.kind == CellKind::Single;
  const bool simple = seen.kind == CellKind::Text || seen.kind == CellKind::Int || seen.kind == CellKind::Unknown;
  if (seen.usable && (simple || (real && source.key_is_integer))) return {};
  return fmt::format("key column `{}` is {}, expected text or integers{}", source.key->column, seen.type,
                     real ? "; say `key_format = \"integer\"` if it holds whole numbers" : "");
}

void KeyReader::start(const Cells& cells) { coded_.assign(static_cast<std::size_t>(cells.codes != nullptr ? cells.code_count : 0), -1); }

KeyReader::Key KeyReader::number_text(std::int64_t number) {
  const auto end = std::to_chars(buffer_.data(), buffer_.data() + buffer_.size(), number);
  return {{buffer_.data(), static_cast<std::size_t>(end.ptr - buffer_.data())}, Defect::None};
}

KeyReader::Key KeyReader::key(const Cells& cells, std::int64_t row) {
  if (!cells.known(row)) return {{}, Defect::Missing};
  if (cells.kind == CellKind::Int) return number_text(cells.numbers[row]);
  if (cells.kind == CellKind::Float || cells.kind == CellKind::Single) {
    const Parsed<std::int64_t> whole = cells.kind == CellKind::Float ? scaled_of(cells.reals[row], 0) : scaled_of(cells.singles[row], 0);
    return whole.defect == Defect::None ? number_text(whole.value) : Key{{}, Defect::Bad};
  }
  const std::string_view text = cells.text(row);
  const std::vector<std::string>& unknown = source_.key->unknown;
  if (text.empty() || std::find(unknown.begin(), unknown.end(), text) != unknown.end()) return {{}, Defect::Missing};
  if (!source_.key_is_integer) return {text, Defect::None};
  const Parsed<std::int64_t> whole = parse_scaled(text, 0);
  return whole.defect == Defect::None ? number_text(whole.value) : Key{{}, Defect::Bad};
}

Defect KeyReader::defect(const Cells& cells, std::int64_t row) { return key(cells, row).defect; }

Owner KeyReader::look_up(std::string_view text) {
  const std::int32_t known = keys_.find(text);
  if (known >= 0) return use_ == KeyUse::Declare ? Owner{-1, Defect::Duplicate} : Owner{known, Defect::None};
  if (use_ == KeyUse::Find) return {-1, Defect::NoProfile};
  if (!valid_utf8(text)) return {-1, Defect::Utf8};
  return {keys_.add(text), Defect::None};
}

Owner KeyReader::owner(const Cells& cells, std::int64_t row) {
  const bool coded = cells.codes != nullptr && use_ != KeyUse::Declare && cells.known(row);
  if (coded && coded_[static_cast<std::size_t>(cells.codes[row])] >= 0)
    return {coded_[static_cast<std::size_t>(cells.codes[row])], Defect::None};
  const Key found = key(cells, row);
  if (found.defect != Defect::None) return {-1, found.defect};
  if (use_ != KeyUse::Declare && last_profile_ >= 0 && found.text == last_text_) return {last_profile_, Defect::None};
  const Owner owner = look_up(found.text);
  if (owner.defect != Defect::None) return owner;
  last_text_ = found.text;
  last_profile_ = owner.profile;
  if (coded) coded_[static_cast<std::size_t>(cells.codes[row])] = owner.profile;
  return owner;
}

Owner KeyReader::numbered_owner(std::int64_t number) { return look_up(number_text(number).text); }

}  // namespace seg::io
