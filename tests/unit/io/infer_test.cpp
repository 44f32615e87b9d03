// What is guessed of single columns, names and the shape of CSV files.
#include "runtime/io/infer.h"

#include <catch2/catch.hpp>

#include "tests/unit/io/workspace.h"

using namespace seg::io;
using namespace seg::io::test;
using Strings = std::vector<std::string>;

namespace {

/// The facts of a column `v` of a CSV file beside a column of row numbers.
ColumnFacts facts_of(const Strings& cells) {
  const Folder folder;
  std::string text = "nr,v\n";
  for (std::size_t i = 0; i < cells.size(); ++i) text += std::to_string(i) + ",\"" + cells[i] + "\"\n";
  folder.write("c.csv", text);
  const InferredWorkspace found = infer({folder.path("c.csv")}, {});
  for (const Problem& problem : found.problems) UNSCOPED_INFO(problem_text(problem));
  REQUIRE(found.files.size() == 1);
  return found.files[0].columns.at(1);
}

GuessedType guess(const Strings& cells) { return guess_type(facts_of(cells), false); }

Strings repeated(const Strings& values, int times) {
  Strings out;
  for (int i = 0; i < times; ++i) out.insert(out.end(), values.begin(), values.end());
  return out;
}

}  // namespace

TEST_CASE("numbers of texts") {
  CHECK(guess({"1", "-20", "300"}).kind == GuessedKind::Int);
  CHECK_FALSE(guess({"1", "-20"}).optional);
  CHECK(guess({"1", ""}).optional);
  const GuessedType decimal = guess({"1.50", "-20.125", "3"});
  CHECK(decimal.kind == GuessedKind::Decimal);
  CHECK(decimal.scale == 3);
  CHECK(decimal.precision == 7);  // two digits before the point, three behind it, and room for two more
  CHECK(guess({"1e5", "2.5"}).kind == GuessedKind::Float);
  CHECK(guess({"12345678901234567890.5", "2"}).kind == GuessedKind::Float);  // more digits than a decimal has
  CHECK(guess({"00017", "00018"}).kind == GuessedKind::String);
  CHECK(guess({"9223372036854775808"}).kind == GuessedKind::Float);
  const GuessedType comma = guess({"1,50", "2,25"});
  CHECK(comma.kind == GuessedKind::String);
  CHECK(comma.guess == "numbers with a decimal comma are read as texts");
}

TEST_CASE("texts that stand for nothing") {
  const GuessedType number = guess({"1", "NA", "", "3"});
  CHECK(number.kind == GuessedKind::Int);
  CHECK(number.optional);
  CHECK(number.unknown == Strings{"NA", ""});
  // Where all are texts NA may be one: Namibia.
  const GuessedType text = guess({"DE", "NA", "AT"});
  CHECK(text.kind == GuessedKind::String);
  CHECK_FALSE(text.optional);
  CHECK(text.unknown.empty());
  CHECK(guess({"a", "NULL"}).unknown == Strings{"", "NULL"});
  const GuessedType nothing = guess({"", ""});
  CHECK(nothing.optional);
  CHECK(nothing.guess == "no row has a value");
}

TEST_CASE("dates and times of texts") {
  CHECK(guess({"2026-01-31", "1999-12-01"}).kind == GuessedKind::Date);
  CHECK(guess({"2026-01-31 10:00", "2026-01-31"}).kind == GuessedKind::Timestamp);
  CHECK(guess({"2026-01-31T10:00:00+02:00"}).kind == GuessedKind::Timestamp);
  const GuessedType german = guess({"31.01.2026", "1.2.2026"});
  CHECK(german.kind == GuessedKind::Date);
  CHECK(german.format == "%d.%m.%Y");
  const GuessedType with_time = guess({"31.01.2026 10:30", "01.02.2026 00:00"});
  CHECK(with_time.kind == GuessedKind::Timestamp);
  CHECK(with_time.format == "%d.%m.%Y %H:%M");
  CHECK(guess({"01/13/2026", "02/01/2026"}).format == "%m/%d/%Y");
  const GuessedType either = guess({"01/02/2026", "02/03/2026"});
  CHECK(either.format == "%d/%m/%Y");
  CHECK(either.guess == "the format %d/%m/%Y, which may be %m/%d/%Y too");
  CHECK(guess({"20260101", "20260102", "20260103", "20260104", "20260105"}).format == "%Y%m%d");
  CHECK(guess({"20260101", "20260199", "20260103", "20260104", "20260105"}).kind == GuessedKind::Int);
  CHECK(guess({"31.01.2026", "soon"}).kind == GuessedKind::String);
}

TEST_CASE("bools and enums of texts") {
  CHECK(guess({"true", "false", "true"}).kind == GuessedKind::Bool);
  const GuessedType letters = guess({"Y", "N", ""});
  CHECK(letters.kind == GuessedKind::Bool);
  CHECK(letters.true_texts == Strings{"Y"});
  CHECK(letters.false_texts == Strings{"N"});
  CHECK(letters.optional);
  CHECK(guess({"Y", "Y"}).kind == GuessedKind::String);
  CHECK(guess({"1", "0"}).kind == GuessedKind::Int);
  const GuessedType tiers = guess(repeated({"silver", "gold"}, 10));
  CHECK(tiers.kind == GuessedKind::Enum);
  CHECK(tiers.values == Strings{"gold", "silver"});
  CHECK(guess(repeated({"silver", "gold"}, 9)).kind == GuessedKind::String);  // too few rows for as many values
  CHECK(guess(repeated({"a\xE2\x80\xAE"
                        "b",
                        "c"},
                       10))
            .kind == GuessedKind::String);  // would turn the schema's text around
  Strings many;
  for (int i = 0; i < 21; ++i) many.push_back("value " + std::to_string(i));
  CHECK(guess(repeated(many, 20)).kind == GuessedKind::String);
}

TEST_CASE("a sample requires nothing") { CHECK(guess_type(facts_of({"1", "2"}), true).optional); }

TEST_CASE("names that the language takes") {
  CHECK(name_of("CustomerID") == "customer_id");
  CHECK(name_of("order date (UTC)") == "order_date_utc");
  CHECK(name_of("2nd_name") == "c_2nd_name");
  CHECK(name_of("Größe") == "gr_e");
  CHECK(name_of("where") == "where_");
  CHECK(name_of("…") == "column");
  CHECK(singular_of("order_lines") == "order_line");
  CHECK(singular_of("categories") == "category");
  CHECK(singular_of("boxes") == "box");
  CHECK(singular_of("address") == "address");
  CHECK(singular_of("status") == "status");
  CHECK(plural_of("category") == "categories");
  CHECK(plural_of("box") == "boxes");
  CHECK(plural_of("day") == "days");
}

TEST_CASE("delimiters and quotes") {
  const Folder folder;
  const auto shape = [&](std::string_view bytes) {
    folder.write("c.csv", bytes);
    return sniff_csv(folder.path("c.csv"));
  };
  CHECK(shape("a,b\n1,2\n").delimiter == ',');
  CHECK(shape("\xEF\xBB\xBF"
              "a;b\n1,5;2\n2,5;3\n")
            .delimiter == ';');
  CHECK(shape("a\tb\n1\t2\n").delimiter == '\t');
  CHECK(shape("a|b\n1|x,y,z\n").delimiter == '|');
  CHECK(shape("a,b\n\"x;y;z\",2\n").delimiter == ',');
  CHECK(shape("a,b\n\"x\ny\",2\n").quote == '"');
  CHECK(shape("'a','b'\n'x','y'\n").quote == '\'');
  CHECK(shape("one\n1\n").delimiter == ',');
}
