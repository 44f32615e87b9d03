#include "runtime/kernels/kernels.h"
#include "runtime/kernels/vector512.h"

namespace seg::kernels {
namespace {

template <typename Test>
void test_texts(const Lanes& lanes, const std::int32_t* left, const std::int32_t* right, const DictionaryPair& texts, Word* out,
                Test test) {
  const std::int64_t left_size = texts.left->size();
  const std::int64_t right_size = texts.right->size();
  pack(lanes, out, [&](std::int64_t lane) {
    const std::int32_t a = left[lane];
    const std::int32_t b = right[lane];
    return a >= 0 && a < left_size && b >= 0 && b < right_size && test(texts.left->at(a), texts.right->at(b));
  });
}

}  // namespace

namespace {

SEG_KERNEL void test_code_plain(const Lanes& lanes, const std::int32_t* codes, const CodeTest& test, Word* out) {
  const auto size = static_cast<std::uint64_t>(test.size);
  if (size == 0) {
    pack(lanes, out, [](std::int64_t) { return false; });
    return;
  }
  const std::uint8_t* answers = test.answers;
  pack(lanes, out, [&](std::int64_t lane) {
    const auto code = static_cast<std::uint32_t>(codes[lane]);
    return answers[code < size ? code : 0];
  });
}

}  // namespace

void test_code(const Lanes& lanes, const std::int32_t* codes, const CodeTest& test, Word* out) {
#ifdef SEG_VECTOR512
  if (test.size <= kShortTest && has_vector512()) return test_code_512(lanes, codes, test, out);
#endif
  test_code_plain(lanes, codes, test, out);
}

SEG_KERNEL void translate_code(const Lanes& lanes, const std::int32_t* codes, const CodeTable& table, std::int32_t* out) {
  const auto size = static_cast<std::uint64_t>(table.size);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    const auto code = static_cast<std::uint32_t>(codes[lane]);
    out[lane] = code < size ? table.codes[code] : -1;
  }
}

void contains_text(const Lanes& lanes, const std::int32_t* left, const std::int32_t* right, const DictionaryPair& texts, Word* out) {
  test_texts(lanes, left, right, texts, out, [](std::string_view a, std::string_view b) { return a.find(b) != std::string_view::npos; });
}

void starts_with_text(const Lanes& lanes, const std::int32_t* left, const std::int32_t* right, const DictionaryPair& texts, Word* out) {
  test_texts(lanes, left, right, texts, out, [](std::string_view a, std::string_view b) { return a.starts_with(b); });
}

void ends_with_text(const Lanes& lanes, const std::int32_t* left, const std::int32_t* right, const DictionaryPair& texts, Word* out) {
  test_texts(lanes, left, right, texts, out, [](std::string_view a, std::string_view b) { return a.ends_with(b); });
}

}  // namespace seg::kernels
