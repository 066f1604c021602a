#include <algorithm>
#include <array>

#include "document/decode.h"
#include "document/sheet.h"

namespace guiju {

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n";
  const auto begin = text.find_first_not_of(spaces);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(spaces) - begin + 1);
}

/// The separator there is most of outside quotes; a comma where there is none.
char separator_of(std::string_view text) {
  constexpr std::array separators{',', ';', '\t'};
  std::array<std::size_t, separators.size()> counts{};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    const auto found = std::find(separators.begin(), separators.end(), c);
    if (!quoted && found != separators.end()) {
      ++counts[static_cast<std::size_t>(found - separators.begin())];
    }
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return separators[static_cast<std::size_t>(most - counts.begin())];
}

class CsvReader {
 public:
  CsvReader(const SourceFile& source, Diagnostics& diagnostics)
      : source_(source),
        text_(source.bytes()),
        separator_(separator_of(text_)),
        diagnostics_(diagnostics) {}

  std::optional<Sheet> read() {
    Sheet sheet;
    while (at_ < text_.size()) {
      auto& row = sheet.rows.emplace_back();
      do {
        auto cell = read_cell();
        if (!cell) return std::nullopt;
        row.push_back(std::move(*cell));
      } while (take(separator_));
      take('\r');
      take('\n');
    }
    return sheet;
  }

 private:
  bool take(char wanted) {
    if (at_ >= text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  bool at_end_of_cell() const {
    if (at_ >= text_.size()) return true;
    const char c = text_[at_];
    return c == separator_ || c == '\n' || c == '\r';
  }
  Place place(std::size_t begin) const {
    return place_of(source_, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)});
  }

  std::optional<Cell> read_cell() {
    const auto begin = at_;
    std::string text;
    if (take('"')) {
      if (!read_quoted(begin, text)) return std::nullopt;
    }
    const auto plain = at_;
    while (!at_end_of_cell()) ++at_;
    text += text_.substr(plain, at_ - plain);
    return Cell{std::string(trimmed(text)), place(begin)};
  }

  bool read_quoted(std::size_t begin, std::string& text) {
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c != '"') {
        text += c;
      } else if (take('"')) {
        text += '"';
      } else {
        return true;
      }
    }
    at_ = begin + 1;
    diagnostics_.add("table-open-quote", place(begin));
    return false;
  }

  const SourceFile& source_;
  std::string_view text_;
  char separator_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<Sheet> read_csv(const std::string& name, std::string_view bytes,
                              const ReadLimits& limits, Diagnostics& diagnostics) {
  auto decoded = decode_text(bytes);
  if (!decoded) {
    Place place;
    place.file = name;
    diagnostics.add("table-encoding", place);
    return std::nullopt;
  }
  const auto source = check_source(name, std::move(decoded->text), limits, diagnostics);
  if (!source) return std::nullopt;
  return CsvReader(*source, diagnostics).read();
}

}  // namespace guiju
