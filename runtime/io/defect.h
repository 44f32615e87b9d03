#pragma once
// Why a value, and with it its row, cannot be used.

#include <cstdint>

namespace seg::io {

enum class Defect : std::uint8_t {
  None,
  Missing,    ///< unknown where the schema wants a value
  Bad,        ///< no value of the type
  Digits,     ///< more digits than the scale, or the precision, holds
  Range,      ///< does not fit 64 bits, or not the calendar
  Currency,   ///< money of another currency
  NoValue,    ///< not among the enum's values
  Utf8,       ///< not UTF-8
  Width,      ///< the row has another number of columns than the header
  NoProfile,  ///< an event whose key no profile has
  Duplicate,  ///< a profile whose key an earlier row has
};

}  // namespace seg::io
