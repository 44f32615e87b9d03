#pragma once
// Batch kernels: what generated code calls once a chunk. kernels.def lists them; only what stands there can be called from generated code.
//
// Conventions. `out…` parameters come last and may be null where nobody reads them, but for the one that the kernel is about.
// A `mask` or `known` that is null means that every lane is set. `fine` is a mask of the lanes whose result is no fault.
// Folds run over profiles; `begin[p]`, `end[p]` are the positions of profile p's window among the chunk's events, begin <= end.
// Keyed folds run the same kernels over outer events, whose windows are ranges of the permutation that group_events makes.

#include <cstdint>
#include <span>

#include "runtime/columns/column.h"
#include "runtime/kernels/civil.h"
#include "runtime/kernels/exact.h"
#include "runtime/kernels/lanes.h"
#include "runtime/kernels/zones.h"

namespace seg::kernels {

/// One byte a code, 0 or 1: what a test answers for each text of a dictionary or each value of an enum.
struct CodeTest {
  const std::uint8_t* answers;
  std::int64_t size;
};

/// One code a code; -1 where there is none.
struct CodeTable {
  const std::int32_t* codes;
  std::int64_t size;
};

/// The elements of a set of numbers in the one form that it has, ascending.
struct NumberSet {
  std::int64_t size;
  const std::int64_t* numbers;
  const std::int64_t* denominators;
  const double* floats;
};

/// The dictionaries of two text columns that are tested against each other.
struct DictionaryPair {
  const columns::Dictionary* left;
  const columns::Dictionary* right;
};

/// A column of lists, as columns::Column has it. `narrow` or `wide` holds the elements; null where there are none. With `codes`, an
/// element is what that table makes of it.
struct ListColumn {
  std::int64_t rows = 0;
  const std::int64_t* offsets = nullptr;
  const std::int32_t* narrow = nullptr;
  const std::int64_t* wide = nullptr;
  columns::Bits validity;
  const CodeTable* codes = nullptr;
};

// ---- bits and broadcasts
/// Bits [offset, offset + lanes.count) of `bits` as words; reads no byte outside of those bits.
void align_bits(const Lanes& lanes, const std::uint8_t* bits, std::int64_t offset, Word* out);
/// Faults are not known.
void states_of(const Lanes& lanes, const Word* known, const Word* fault, columns::State* out);
/// Event lanes take what their profile has. `starts[p]` is the position of profile p's first event, `starts[profiles.count]` the end.
void broadcast_bits(const Lanes& profiles, const std::int32_t* starts, const Word* mask, Word* out);
void broadcast_int64(const Lanes& profiles, const std::int32_t* starts, const std::int64_t* values, std::int64_t* out);
void broadcast_int32(const Lanes& profiles, const std::int32_t* starts, const std::int32_t* values, std::int32_t* out);
void broadcast_float(const Lanes& profiles, const std::int32_t* starts, const double* values, double* out);

// ---- windows
/// Where the set bits of each profile's events begin; they are its newest events.
void suffix_position(const Lanes& profiles, const Word* mask, const std::int32_t* starts, const std::int32_t* ends, std::int32_t* out);
/// The first event of each profile with at >= bound, by binary search.
void search_position(const Lanes& profiles, const std::int64_t* at, const std::int32_t* starts, const std::int32_t* ends,
                     const std::int64_t* bounds, std::int32_t* out);

// ---- folds
void any_in_range(const Lanes& profiles, const Word* mask, const std::int32_t* begin, const std::int32_t* end, Word* out);
void count_in_range(const Lanes& profiles, const Word* mask, const std::int32_t* begin, const std::int32_t* end, std::int64_t* out);
/// out[0]: the bits that occur in any magnitude, ORed together; out[1 + i]: the sum of the first i masked values, modulo 2^64.
void prefix_sum(const Lanes& events, const std::int64_t* values, const Word* mask, std::int64_t* out);
/// Sums from the prefix sums where the chunk cannot overflow 64 bits, else in 128 bits from the values.
void sum_in_range(const Lanes& profiles, const Lanes& events, const std::int64_t* prefix, const std::int64_t* values, const Word* mask,
                  const std::int32_t* begin, const std::int32_t* end, std::int64_t* out, Word* fine);
/// From the newest event back to the oldest, one addition at a time.
void sum_float_in_range(const Lanes& profiles, const double* values, const Word* mask, const std::int32_t* begin, const std::int32_t* end,
                        double* out, Word* fine);
void min_int64_in_range(const Lanes& profiles, const std::int64_t* values, const Word* mask, const std::int32_t* begin,
                        const std::int32_t* end, std::int64_t* out, Word* out_any);
void max_int64_in_range(const Lanes& profiles, const std::int64_t* values, const Word* mask, const std::int32_t* begin,
                        const std::int32_t* end, std::int64_t* out, Word* out_any);
void min_int32_in_range(const Lanes& profiles, const std::int32_t* values, const Word* mask, const std::int32_t* begin,
                        const std::int32_t* end, std::int32_t* out, Word* out_any);
void max_int32_in_range(const Lanes& profiles, const std::int32_t* values, const Word* mask, const std::int32_t* begin,
                        const std::int32_t* end, std::int32_t* out, Word* out_any);
void min_float_in_range(const Lanes& profiles, const double* values, const Word* mask, const std::int32_t* begin, const std::int32_t* end,
                        double* out, Word* out_any);
void max_float_in_range(const Lanes& profiles, const double* values, const Word* mask, const std::int32_t* begin, const std::int32_t* end,
                        double* out, Word* out_any);
void min_fraction_in_range(const Lanes& profiles, const std::int64_t* numbers, const std::int64_t* denominators, const Word* mask,
                           const std::int32_t* begin, const std::int32_t* end, std::int64_t* out_number, std::int64_t* out_denominator,
                           Word* out_any);
void max_fraction_in_range(const Lanes& profiles, const std::int64_t* numbers, const std::int64_t* denominators, const Word* mask,
                           const std::int32_t* begin, const std::int32_t* end, std::int64_t* out_number, std::int64_t* out_denominator,
                           Word* out_any);
/// The position of the oldest or newest masked event, -1 where there is none.
void first_in_range(const Lanes& profiles, const Word* mask, const std::int32_t* begin, const std::int32_t* end, std::int32_t* out,
                    Word* out_any);
void last_in_range(const Lanes& profiles, const Word* mask, const std::int32_t* begin, const std::int32_t* end, std::int32_t* out,
                   Word* out_any);
/// What stands at a position, 0 at -1.
void gather_bits(const Lanes& profiles, const Word* mask, const std::int32_t* positions, Word* out);
void gather_int64(const Lanes& profiles, const std::int64_t* values, const std::int32_t* positions, std::int64_t* out);
void gather_int32(const Lanes& profiles, const std::int32_t* values, const std::int32_t* positions, std::int32_t* out);
void gather_float(const Lanes& profiles, const double* values, const std::int32_t* positions, double* out);
void distinct_bits_in_range(const Lanes& profiles, const Word* trues, const Word* falses, const std::int32_t* begin,
                            const std::int32_t* end, std::int64_t* out);
void distinct_int64_in_range(const Lanes& profiles, const std::int64_t* values, const Word* mask, const std::int32_t* begin,
                             const std::int32_t* end, std::int64_t* out);
void distinct_int32_in_range(const Lanes& profiles, const std::int32_t* values, const Word* mask, const std::int32_t* begin,
                             const std::int32_t* end, std::int64_t* out);
void distinct_float_in_range(const Lanes& profiles, const double* values, const Word* mask, const std::int32_t* begin,
                             const std::int32_t* end, std::int64_t* out);
void distinct_fraction_in_range(const Lanes& profiles, const std::int64_t* numbers, const std::int64_t* denominators, const Word* mask,
                                const std::int32_t* begin, const std::int32_t* end, std::int64_t* out);

/// The position of the n-th oldest masked event, n = numbers[p]; -1 where there are fewer, or n < 1.
void nth_in_range(const Lanes& profiles, const Word* mask, const std::int32_t* begin, const std::int32_t* end, const std::int64_t* numbers,
                  std::int32_t* out, Word* out_any);
/// Where the middle masked value stands, or the middle two of an even number; -1 where there is none.
void middle_int64_in_range(const Lanes& profiles, const std::int64_t* values, const Word* mask, const std::int32_t* begin,
                           const std::int32_t* end, std::int32_t* out_low, std::int32_t* out_high, Word* out_any);
void middle_float_in_range(const Lanes& profiles, const double* values, const Word* mask, const std::int32_t* begin,
                           const std::int32_t* end, std::int32_t* out_low, std::int32_t* out_high, Word* out_any);
void middle_fraction_in_range(const Lanes& profiles, const std::int64_t* numbers, const std::int64_t* denominators, const Word* mask,
                              const std::int32_t* begin, const std::int32_t* end, std::int32_t* out_low, std::int32_t* out_high,
                              Word* out_any);
/// (a + b) / 2, lane by lane; not fine where it does not fit in lowest terms.
void mean_fraction(const Lanes& lanes, const std::int64_t* a_number, const std::int64_t* a_denominator, const std::int64_t* b_number,
                   const std::int64_t* b_denominator, std::int64_t* out_number, std::int64_t* out_denominator, Word* fine);
/// Where the newest event stands that has the most frequent masked value; of values of equally many events the newest. -1 of none.
void mode_int64_in_range(const Lanes& profiles, const std::int64_t* values, const Word* mask, const std::int32_t* begin,
                         const std::int32_t* end, std::int32_t* out, Word* out_any);
void mode_float_in_range(const Lanes& profiles, const double* values, const Word* mask, const std::int32_t* begin, const std::int32_t* end,
                         std::int32_t* out, Word* out_any);
void mode_fraction_in_range(const Lanes& profiles, const std::int64_t* numbers, const std::int64_t* denominators, const Word* mask,
                            const std::int32_t* begin, const std::int32_t* end, std::int32_t* out, Word* out_any);
/// Sample standard deviations; `out_any` where there are two values. Of integers as multiples of 1/denominators[p]: the root of the
/// variance's nearest double; as multiples of a unit: the nearest unit, ties up; of floats: added up from the newest event back.
void deviation_in_range(const Lanes& profiles, const std::int64_t* values, const std::int64_t* denominators, const Word* mask,
                        const std::int32_t* begin, const std::int32_t* end, double* out, Word* out_any);
void nearest_deviation_in_range(const Lanes& profiles, const std::int64_t* values, const Word* mask, const std::int32_t* begin,
                                const std::int32_t* end, std::int64_t* out, Word* out_any, Word* fine);
void deviation_float_in_range(const Lanes& profiles, const double* values, const Word* mask, const std::int32_t* begin,
                              const std::int32_t* end, double* out, Word* out_any, Word* fine);

// ---- scans: an answer for each event. Where it says nothing else, one that is not masked in its profile's window keeps what it had.
/// Whether the event is in its profile's window.
void window_bits(const Lanes& profiles, const Lanes& events, const std::int32_t* begin, const std::int32_t* end, Word* out);
/// 1 for the oldest masked event of the window; `back`: for the newest.
void ordinal_in_range(const Lanes& profiles, const Word* mask, const std::int32_t* begin, const std::int32_t* end, std::int64_t* out);
void ordinal_back_in_range(const Lanes& profiles, const Word* mask, const std::int32_t* begin, const std::int32_t* end, std::int64_t* out);
/// Where the masked event before stands; -1 where there is none, and for events that are not masked.
void previous_in_range(const Lanes& profiles, const Lanes& events, const Word* mask, const std::int32_t* begin, const std::int32_t* end,
                       std::int32_t* out, Word* out_any);
/// Whether the event is masked and no older masked event of the window has its value.
void first_of_int64(const Lanes& profiles, const Lanes& events, const std::int64_t* values, const Word* mask, const std::int32_t* begin,
                    const std::int32_t* end, Word* out);
void first_of_float(const Lanes& profiles, const Lanes& events, const double* values, const Word* mask, const std::int32_t* begin,
                    const std::int32_t* end, Word* out);
void first_of_fraction(const Lanes& profiles, const Lanes& events, const std::int64_t* numbers, const std::int64_t* denominators,
                       const Word* mask, const std::int32_t* begin, const std::int32_t* end, Word* out);

// ---- keys: events of one stream (in windows) against the events of another or the same, the outer ones, of the same profile
/// Two keys as one: equal where both are. For each profile's events in [begin, end) and for all of its outer events.
void join_keys(const Lanes& profiles, const std::int32_t* begin, const std::int32_t* end, const std::int64_t* first_keys,
               const std::int64_t* second_keys, const std::int32_t* outer_starts, const std::int32_t* outer_ends,
               const std::int64_t* outer_first_keys, const std::int64_t* outer_second_keys, std::int64_t* out, std::int64_t* out_outer);
/// `out[i]` is the position of an event, so that those of one key stand together, oldest first; a profile's in its own window; -1
/// elsewhere. Outer events of one profile and one key have one leader, the oldest of them; where no event has the key, or `outer_mask`
/// is not set, each leads itself. The events of leader o's key are `out` of [out_begin[o], out_end[o]); that is empty of the others, so
/// that no event is looked at twice.
void group_events(const Lanes& profiles, const Lanes& events, const std::int32_t* begin, const std::int32_t* end, const std::int64_t* keys,
                  const Word* mask, const std::int32_t* outer_starts, const std::int32_t* outer_ends, const std::int64_t* outer_keys,
                  const Word* outer_mask, std::int32_t* out, std::int32_t* out_begin, std::int32_t* out_end, std::int32_t* out_leader);
/// For each outer event the smallest value above its bound of the masked events of the profile's window that have its key; `out_any` where
/// there is one. Null `keys` and `outer_keys`: of all masked events. O(n log n) for a profile's n events.
void earliest_after(const Lanes& profiles, const Lanes& outer, const std::int32_t* begin, const std::int32_t* end,
                    const std::int64_t* values, const Word* mask, const std::int64_t* keys, const std::int32_t* outer_starts,
                    const std::int32_t* outer_ends, const std::int64_t* bounds, const std::int64_t* outer_keys, std::int64_t* out,
                    Word* out_any);

// ---- arithmetic, lane by lane
void multiply_int64(const Lanes& lanes, const std::int64_t* a, const std::int64_t* b, std::int64_t* out, Word* fine);
void add_fraction(const Lanes& lanes, const std::int64_t* a_number, const std::int64_t* a_denominator, const std::int64_t* b_number,
                  const std::int64_t* b_denominator, std::int64_t* out_number, std::int64_t* out_denominator, Word* fine);
void subtract_fraction(const Lanes& lanes, const std::int64_t* a_number, const std::int64_t* a_denominator, const std::int64_t* b_number,
                       const std::int64_t* b_denominator, std::int64_t* out_number, std::int64_t* out_denominator, Word* fine);
void multiply_fraction(const Lanes& lanes, const std::int64_t* a_number, const std::int64_t* a_denominator, const std::int64_t* b_number,
                       const std::int64_t* b_denominator, std::int64_t* out_number, std::int64_t* out_denominator, Word* fine);
void divide_fraction(const Lanes& lanes, const std::int64_t* a_number, const std::int64_t* a_denominator, const std::int64_t* b_number,
                     const std::int64_t* b_denominator, std::int64_t* out_number, std::int64_t* out_denominator, Word* fine);
void negate_fraction(const Lanes& lanes, const std::int64_t* number, const std::int64_t* denominator, std::int64_t* out_number,
                     std::int64_t* out_denominator, Word* fine);
void fraction_to_float(const Lanes& lanes, const std::int64_t* numbers, const std::int64_t* denominators, double* out);
void add_days_to_dates(const Lanes& lanes, const std::int64_t* dates, const std::int64_t* micros, std::int64_t* out, Word* fine);
void subtract_days_from_dates(const Lanes& lanes, const std::int64_t* dates, const std::int64_t* micros, std::int64_t* out, Word* fine);
void days_between_dates(const Lanes& lanes, const std::int64_t* a, const std::int64_t* b, std::int64_t* out, Word* fine);
void round_fraction(const Lanes& lanes, const std::int64_t* numbers, const std::int64_t* denominators, std::int64_t* out);
void floor_fraction(const Lanes& lanes, const std::int64_t* numbers, const std::int64_t* denominators, std::int64_t* out);
void ceil_fraction(const Lanes& lanes, const std::int64_t* numbers, const std::int64_t* denominators, std::int64_t* out);
void round_float(const Lanes& lanes, const double* values, std::int64_t* out, Word* fine);
void floor_float(const Lanes& lanes, const double* values, std::int64_t* out, Word* fine);
void ceil_float(const Lanes& lanes, const double* values, std::int64_t* out, Word* fine);
void modulo_int64(const Lanes& lanes, const std::int64_t* a, const std::int64_t* b, std::int64_t* out, Word* fine);

// ---- calendar, lane by lane
void year_of(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out);
void month_of(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out);
void day_of(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out);
void day_of_year(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out);
/// Monday is 0.
void weekday_of_date(const Lanes& lanes, const std::int64_t* dates, std::int32_t* out);
void month_start(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out);
void quarter_start(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out);
void week_start(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out);
void year_start(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out);
void add_months_to_dates(const Lanes& lanes, const std::int64_t* dates, const std::int64_t* months, std::int64_t* out, Word* fine);
void next_anniversary(const Lanes& lanes, const std::int64_t* dates, const std::int64_t* on, std::int64_t* out, Word* fine);
void age_on(const Lanes& lanes, const std::int64_t* dates, const std::int64_t* on, std::int64_t* out);

// ---- zones: what a local clock shows at instants, and the instants at which it shows something; in one zone, or in that of each lane's
// code. A lane whose code has no zone is in Universal Time.
void local_date(const Lanes& lanes, const std::int64_t* instants, const ZoneDays& zone, std::int64_t* out);
void local_time(const Lanes& lanes, const std::int64_t* instants, const ZoneDays& zone, std::int64_t* out);
void local_hour(const Lanes& lanes, const std::int64_t* instants, const ZoneDays& zone, std::int64_t* out);
void local_minute(const Lanes& lanes, const std::int64_t* instants, const ZoneDays& zone, std::int64_t* out);
void day_start(const Lanes& lanes, const std::int64_t* dates, const ZoneDays& zone, std::int64_t* out, Word* fine);
void local_instant(const Lanes& lanes, const std::int64_t* dates, const std::int64_t* times, const ZoneDays& zone, std::int64_t* out,
                   Word* fine);
void local_date_by_zone(const Lanes& lanes, const std::int64_t* instants, const std::int32_t* codes, const ZoneTable& zones,
                        std::int64_t* out);
void local_time_by_zone(const Lanes& lanes, const std::int64_t* instants, const std::int32_t* codes, const ZoneTable& zones,
                        std::int64_t* out);
void local_hour_by_zone(const Lanes& lanes, const std::int64_t* instants, const std::int32_t* codes, const ZoneTable& zones,
                        std::int64_t* out);
void local_minute_by_zone(const Lanes& lanes, const std::int64_t* instants, const std::int32_t* codes, const ZoneTable& zones,
                          std::int64_t* out);
void day_start_by_zone(const Lanes& lanes, const std::int64_t* dates, const std::int32_t* codes, const ZoneTable& zones, std::int64_t* out,
                       Word* fine);
void local_instant_by_zone(const Lanes& lanes, const std::int64_t* dates, const std::int64_t* times, const std::int32_t* codes,
                           const ZoneTable& zones, std::int64_t* out, Word* fine);
/// Whether the code has a zone.
void has_zone(const Lanes& lanes, const std::int32_t* codes, const ZoneTable& zones, Word* out);

// ---- comparisons
void compare_fraction(const Lanes& lanes, const std::int64_t* a_number, const std::int64_t* a_denominator, const std::int64_t* b_number,
                      const std::int64_t* b_denominator, Word* out_less, Word* out_equal);
/// Floats against fractions.
void compare_float_fraction(const Lanes& lanes, const double* a, const std::int64_t* b_number, const std::int64_t* b_denominator,
                            Word* out_less, Word* out_equal);
void in_set_int64(const Lanes& lanes, const std::int64_t* values, const NumberSet& set, Word* out);
void in_set_float(const Lanes& lanes, const double* values, const NumberSet& set, Word* out);
void in_set_fraction(const Lanes& lanes, const std::int64_t* numbers, const std::int64_t* denominators, const NumberSet& set, Word* out);

// ---- codes and texts. A code outside of its table, as an unknown lane may hold, gives any answer, and -1 where it is translated.
void test_code(const Lanes& lanes, const std::int32_t* codes, const CodeTest& test, Word* out);
void translate_code(const Lanes& lanes, const std::int32_t* codes, const CodeTable& table, std::int32_t* out);
void contains_text(const Lanes& lanes, const std::int32_t* left, const std::int32_t* right, const DictionaryPair& texts, Word* out);
void starts_with_text(const Lanes& lanes, const std::int32_t* left, const std::int32_t* right, const DictionaryPair& texts, Word* out);
void ends_with_text(const Lanes& lanes, const std::int32_t* left, const std::int32_t* right, const DictionaryPair& texts, Word* out);

// ---- lists. `rows` says for each lane which list of the column it is; one outside of the column is empty. Only known elements count;
// `out_open` says whether the list has an unknown one.
void list_contains(const Lanes& lanes, const std::int64_t* rows, const ListColumn& lists, const std::int64_t* values, Word* out,
                   Word* out_open);
void list_any_in_codes(const Lanes& lanes, const std::int64_t* rows, const ListColumn& lists, const CodeTest& set, Word* out,
                       Word* out_open);
void list_any_in_numbers(const Lanes& lanes, const std::int64_t* rows, const ListColumn& lists, const NumberSet& set, Word* out,
                         Word* out_open);
/// Whether list a contains any, or each, of list b's elements: where it certainly does, and where it certainly does not.
void list_contains_any(const Lanes& lanes, const std::int64_t* a_rows, const ListColumn& a_lists, const std::int64_t* b_rows,
                       const ListColumn& b_lists, Word* out, Word* out_not);
void list_contains_all(const Lanes& lanes, const std::int64_t* a_rows, const ListColumn& a_lists, const std::int64_t* b_rows,
                       const ListColumn& b_lists, Word* out, Word* out_not);

enum class KernelId : std::uint8_t {
#define KERNEL(id, arguments, outputs) id,
#include "runtime/kernels/kernels.def"
#undef KERNEL
};

/// A kernel for generated code: every argument is passed as a pointer, arguments first, then outputs.
struct KernelRow {
  const char* name;
  const void* address;
  std::uint8_t arguments;
  std::uint8_t outputs;
};
std::span<const KernelRow> kernel_rows();
inline const KernelRow& row_of(KernelId id) { return kernel_rows()[static_cast<std::size_t>(id)]; }

}  // namespace seg::kernels
