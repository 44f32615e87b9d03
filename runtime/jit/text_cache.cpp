#include "runtime/jit/text_cache.h"

#include <unordered_map>

#include "runtime/jit/mutants.h"
#include "runtime/texts/change.h"

namespace seg::jit {
namespace {

/// Codes of the derived texts in the order in which they first come up.
DerivedTexts derive(const columns::Dictionary& source, plan::Op op) {
  std::unordered_map<std::string, std::int32_t> known;
  auto texts = std::make_shared<columns::Dictionary>();
  DerivedTexts result;
  result.codes.reserve(static_cast<std::size_t>(source.size()));
  known.reserve(static_cast<std::size_t>(source.size()));
  for (std::int64_t code = 0; code < source.size(); ++code) {
    const auto [found, added] = known.try_emplace(changed_text(op, source.at(code)), static_cast<std::int32_t>(texts->size()));
    if (added) texts->append(found->first);
    result.codes.push_back(found->second);
  }
  result.texts = std::move(texts);
  return result;
}

std::vector<std::int32_t> find_rows(const columns::Dictionary& keys, const columns::Table& table, std::uint32_t key) {
  std::vector<std::int32_t> result(static_cast<std::size_t>(keys.size()), -1);
  if (table.rows == 0 || key >= table.fields.size()) return result;
  const columns::Column& column = table.fields[key];
  const auto* codes = column.as<std::int32_t>();
  if (column.dictionary.get() == &keys) {
    for (std::int64_t row = 0; row < table.rows; ++row) result[static_cast<std::size_t>(codes[row])] = static_cast<std::int32_t>(row);
    return result;
  }
  std::unordered_map<std::string_view, std::int32_t> rows;
  rows.reserve(static_cast<std::size_t>(table.rows));
  for (std::int64_t row = 0; row < table.rows; ++row) rows.emplace(column.dictionary->at(codes[row]), static_cast<std::int32_t>(row));
  for (std::size_t code = 0; code < result.size(); ++code) {
    const auto found = rows.find(keys.at(static_cast<std::int64_t>(code)));
    if (found != rows.end()) result[code] = found->second;
  }
  return result;
}

}  // namespace

std::string changed_text(plan::Op op, std::string_view text) {
  if (op == plan::Op::CaseFold) return SEG_MUTATE(case_folds_up, texts::case_fold(text), texts::upper(text));
  if (op == plan::Op::Lower) return SEG_MUTATE(lower_folds, texts::lower(text), texts::case_fold(text));
  if (op == plan::Op::Upper) return SEG_MUTATE(upper_is_lower, texts::upper(text), texts::lower(text));
  return SEG_MUTATE(nothing_trimmed, std::string(texts::trim(text)), std::string(text));
}

std::shared_ptr<const DerivedTexts> TextCache::derived(const std::shared_ptr<const columns::Dictionary>& source, plan::Op op) {
  const std::lock_guard lock(mutex_);
  std::erase_if(derivations_, [&](const Derivation& entry) {
    const auto alive = entry.source.lock();
    return alive == nullptr || alive->size() != entry.size;
  });
  for (const Derivation& entry : derivations_) {
    if (entry.op == op && entry.source.lock() == source) return entry.found;
  }
  auto found = std::make_shared<const DerivedTexts>(derive(*source, op));
  derivations_.push_back({source, source->size(), op, found});
  return found;
}

std::shared_ptr<const std::vector<std::int32_t>> TextCache::rows(const std::shared_ptr<const columns::Dictionary>& keys,
                                                                 const std::shared_ptr<const columns::Table>& table, std::uint32_t key) {
  const std::lock_guard lock(mutex_);
  std::erase_if(keys_, [&](const Keys& entry) {
    const auto alive = entry.keys.lock();
    return alive == nullptr || alive->size() != entry.size || entry.table.expired();
  });
  // No two fields of a table are its key.
  for (const Keys& entry : keys_) {
    if (entry.keys.lock() == keys && entry.table.lock() == table) return entry.found;
  }
  auto found = std::make_shared<const std::vector<std::int32_t>>(find_rows(*keys, *table, key));
  keys_.push_back({keys, table, keys->size(), found});
  return found;
}

}  // namespace seg::jit
