#include "document/sheet.h"

#include <iconv.h>

#include <catch2/catch.hpp>

#include "document/decode.h"

namespace guiju {
namespace {

std::optional<Sheet> read(std::string_view bytes, Diagnostics& diagnostics) {
  return read_csv("t.csv", bytes, {}, diagnostics);
}

std::vector<std::vector<std::string>> texts(std::string_view bytes) {
  Diagnostics diagnostics;
  const auto sheet = read(bytes, diagnostics);
  REQUIRE(sheet);
  std::vector<std::vector<std::string>> all;
  for (const auto& row : sheet->rows) {
    auto& cells = all.emplace_back();
    for (const auto& cell : row) cells.push_back(cell.text);
  }
  return all;
}

using Rows = std::vector<std::vector<std::string>>;

/// What the C library makes of GB18030 bytes; nothing where it refuses them.
std::optional<std::string> by_iconv(iconv_t converter, std::string bytes) {
  std::string text(16, '\0');
  char* in = bytes.data();
  std::size_t in_left = bytes.size();
  char* out = text.data();
  std::size_t out_left = text.size();
  iconv(converter, nullptr, nullptr, nullptr, nullptr);
  if (iconv(converter, &in, &in_left, &out, &out_left) == static_cast<std::size_t>(-1)) {
    return std::nullopt;
  }
  text.resize(text.size() - out_left);
  return text;
}

char byte(unsigned value) { return static_cast<char>(static_cast<unsigned char>(value)); }

}  // namespace

TEST_CASE("cells are parted by the separator there is most of, outside quotes") {
  CHECK(texts("a,b\nc,d\n") == Rows{{"a", "b"}, {"c", "d"}});
  CHECK(texts("a;b,c\nd;e\n") == Rows{{"a", "b,c"}, {"d", "e"}});
  CHECK(texts("a\tb\r\nc\td") == Rows{{"a", "b"}, {"c", "d"}});
  CHECK(texts("\"a;b;c\",d\n") == Rows{{"a;b;c", "d"}});
}

TEST_CASE("a quoted cell keeps separators, line breaks and doubled quotes") {
  CHECK(texts("\"a,\"\"b\"\"\nc\",d\ne,f") == Rows{{"a,\"b\"\nc", "d"}, {"e", "f"}});
}

TEST_CASE("a cell has its place, after a quoted cell with line breaks too") {
  Diagnostics diagnostics;
  const auto sheet = read("名称,级别\n\"甲\n院\",县级\n", diagnostics);
  REQUIRE(sheet);
  CHECK(sheet->rows[0][1].place.begin == Position{1, 4});
  CHECK(sheet->rows[1][1].place.begin == Position{3, 4});
}

TEST_CASE("a quote that is not closed is reported where it opens") {
  Diagnostics diagnostics;
  CHECK_FALSE(read("a,b\nc,\"d\ne,f\n", diagnostics));
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all()[0].id == "table-open-quote");
  CHECK(diagnostics.all()[0].place.begin == Position{2, 3});
}

TEST_CASE("text is read in the encodings in which spreadsheets are saved") {
  using namespace std::literals;
  CHECK(texts("\xEF\xBB\xBF级别\n"sv) == Rows{{"级别"}});
  CHECK(texts("\xFF\xFE\xA7\x7E\x2B\x52\n\0"sv) == Rows{{"级别"}});
  CHECK(texts("\xFE\xFF\x7E\xA7\x52\x2B\0\n"sv) == Rows{{"级别"}});
  CHECK(texts("\xBC\xB6\xB1\xF0\n"sv) == Rows{{"级别"}});
  Diagnostics diagnostics;
  CHECK_FALSE(read("\xBC\xB6\xB1\xFF\n"sv, diagnostics));
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all()[0].id == "table-encoding");
}

TEST_CASE("UTF-16 holds characters past its 16 bits in pairs, and halves of pairs are refused") {
  using namespace std::literals;
  CHECK(texts("\xFF\xFE\x42\xD8\xB7\xDF\n\0"sv) == Rows{{"𠮷"}});
  CHECK(texts("\xFE\xFF\xD8\x42\xDF\xB7\0\n"sv) == Rows{{"𠮷"}});
  for (const auto half :
       {"\xFF\xFE\x42\xD8"sv, "\xFF\xFE\x42\xD8\n\0"sv, "\xFF\xFE\xB7\xDF\n\0"sv}) {
    Diagnostics diagnostics;
    CHECK_FALSE(read(half, diagnostics));
    REQUIRE(diagnostics.all().size() == 1);
    CHECK(diagnostics.all()[0].id == "table-encoding");
  }
}

TEST_CASE("GB18030 is decoded as the C library decodes it, over all two- and four-byte codes") {
  const auto converter = iconv_open("UTF-8", "GB18030");
  REQUIRE(converter != reinterpret_cast<iconv_t>(-1));
  std::size_t decoded = 0;
  std::size_t unlike = 0;
  const auto compare = [&](const std::string& bytes) {
    const auto expected = by_iconv(converter, bytes);
    if (expected != decode_gb18030(bytes)) ++unlike;
    if (expected) ++decoded;
  };
  for (unsigned first = 0x80; first <= 0xFF; ++first) {
    compare({byte(first)});
    for (unsigned second = 0; second <= 0xFF; ++second) {
      // A byte below the second half's range makes no code of two bytes.
      if (second >= 0x40) compare({byte(first), byte(second)});
    }
  }
  for (unsigned first = 0x81; first <= 0xFE; ++first) {
    for (unsigned second = 0x30; second <= 0x39; ++second) {
      for (unsigned third = 0x81; third <= 0xFE; ++third) {
        for (unsigned fourth = 0x30; fourth <= 0x39; ++fourth) {
          compare({byte(first), byte(second), byte(third), byte(fourth)});
        }
      }
    }
  }
  iconv_close(converter);
  CHECK(decoded > 1'100'000);
  CHECK(unlike == 0);
}

}  // namespace guiju
