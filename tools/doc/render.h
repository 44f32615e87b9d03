#pragma once
// The ways to print a document.

#include <string>

#include "tools/doc/document.h"

namespace seg::doc {

/// At most 80 columns wide unless a word is wider; escaped for the terminal. Names are bold where `color`.
std::string render_text(const Document& document, bool color);
std::string render_markdown(const Document& document);
/// `{"format_version":1,"workspace":…,"now":…,"zone":…,"vocabulary":{…},"traits":[…],"segments":[…],"partitions":[…]}`
std::string render_json(const Document& document);

}  // namespace seg::doc
