#include <date/date.h>

#include <chrono>
#include <locale>
#include <sstream>

#include "runtime/io/parse_value.h"

namespace seg::io {

Parsed<DateTime> parse_formatted(const std::string& text, const std::string& format) {
  std::istringstream stream(text);
  stream.imbue(std::locale::classic());
  date::fields<std::chrono::microseconds> fields;
  std::chrono::minutes offset = std::chrono::minutes::min();
  date::from_stream(stream, format.c_str(), fields, static_cast<std::string*>(nullptr), &offset);
  if (stream.fail() || stream.peek() != std::istringstream::traits_type::eof()) return {{}, Defect::Bad};
  if (!fields.ymd.ok()) return {{}, Defect::Bad};
  DateTime out;
  out.day = date::sys_days(fields.ymd).time_since_epoch().count();
  out.has_time = fields.has_tod;
  if (fields.has_tod) out.time_of_day = fields.tod.to_duration().count();
  if (offset != std::chrono::minutes::min()) {
    out.has_offset = true;
    out.offset = std::chrono::seconds(offset).count();
  }
  return {out, Defect::None};
}

}  // namespace seg::io
