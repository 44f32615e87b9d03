#pragma once
// What is found once for a dictionary, whatever the number of batches that share it: the texts that an operator makes of its texts, and
// the rows of a lookup table that its texts are keys of.

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/plan/plan.h"

namespace seg::jit {

/// What CaseFold, Lower, Upper or Trim makes of a text.
std::string changed_text(plan::Op op, std::string_view text);

struct DerivedTexts {
  std::shared_ptr<const columns::Dictionary> texts;  ///< distinct
  std::vector<std::int32_t> codes;                   ///< by code of the source: the code in `texts`
};

/// May be asked by several threads at once; the second to ask for something waits for the first. Forgets dictionaries that are gone.
class TextCache {
 public:
  std::shared_ptr<const DerivedTexts> derived(const std::shared_ptr<const columns::Dictionary>& source, plan::Op op);
  /// By code of `keys`: the row of `table` that has this text in the column `key`, or -1.
  std::shared_ptr<const std::vector<std::int32_t>> rows(const std::shared_ptr<const columns::Dictionary>& keys,
                                                        const std::shared_ptr<const columns::Table>& table, std::uint32_t key);

 private:
  /// Dictionaries may have been appended to since: then their size differs.
  struct Derivation {
    std::weak_ptr<const columns::Dictionary> source;
    std::int64_t size;
    plan::Op op;
    std::shared_ptr<const DerivedTexts> found;
  };
  struct Keys {
    std::weak_ptr<const columns::Dictionary> keys;
    std::weak_ptr<const columns::Table> table;
    std::int64_t size;
    std::shared_ptr<const std::vector<std::int32_t>> found;
  };

  std::mutex mutex_;
  std::vector<Derivation> derivations_;
  std::vector<Keys> keys_;
};

}  // namespace seg::jit
