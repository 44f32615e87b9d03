#pragma once
// What a file looks like where nobody said it.

#include <optional>
#include <string>

#include "runtime/io/manifest.h"

namespace seg::io {

struct CsvShape {
  char delimiter = ',';
  std::optional<char> quote = '"';
};

/// By the first bytes, else by the extension, else CSV.
FileFormat sniff_format(const std::string& path);

/// Of `,` `;` tab `|` the one that gives the first records of the file the same number of columns, more than one if any does; the quote `'`
/// where values begin and end with it and none with `"`. A comma and `"` for a file that cannot be read.
CsvShape sniff_csv(const std::string& path);

}  // namespace seg::io
