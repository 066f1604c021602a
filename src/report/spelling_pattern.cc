#include "report/spelling_pattern.h"

#include <algorithm>
#include <vector>

#include "text/unicode.h"

namespace guiju {

namespace {

constexpr std::string_view any_space = "\\s";

std::vector<std::string> characters_of(std::string_view text) {
  std::vector<std::string> characters;
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = at;
    next_character(text, at);
    characters.emplace_back(text.substr(begin, at - begin));
  }
  return characters;
}

/// The full-width form of a printable ASCII character.
std::string full_width(char character) {
  const auto code = 0xFEE0 + static_cast<unsigned>(static_cast<unsigned char>(character));
  return {static_cast<char>(0xE0 | (code >> 12)), static_cast<char>(0x80 | ((code >> 6) & 0x3F)),
          static_cast<char>(0x80 | (code & 0x3F))};
}

bool is_visible_ascii(std::string_view text) {
  return text.size() == 1 && text[0] > ' ' && text[0] < '\x7F';
}

/// One character inside a class.
std::string in_class(const std::string& character) {
  constexpr std::string_view special = "\\]^-[";
  const bool escape =
      character.size() == 1 && special.find(character[0]) != std::string_view::npos;
  return escape ? "\\" + character : character;
}

/// The class of the characters that normalise to this one.
std::string class_of(const std::string& character) {
  if (!is_visible_ascii(character)) return character;
  const char lower = character[0];
  const char upper = lower >= 'a' && lower <= 'z' ? static_cast<char>(lower - 'a' + 'A') : lower;
  std::string all = "[" + in_class(character);
  if (upper != lower) all += upper;
  all += full_width(lower);
  if (upper != lower) all += full_width(upper);
  return all + "]";
}

/// What may stand between two characters of a normalised spelling.
std::string between(const std::string& left, const std::string& right) {
  const bool silent = normalized_name(left + " " + right) == normalized_name(left + right);
  return silent ? std::string(any_space) + "*" : std::string();
}

/// A spelling letter by letter.
std::string literal(std::string_view text) {
  constexpr std::string_view special = "\\^$.|?*+()[]{}/";
  std::string escaped;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

template <typename Make>
std::string alternatives(std::span<const std::string> texts, Make make) {
  std::string all;
  for (const auto& text : texts) (all += all.empty() ? "" : "|") += make(text);
  return "(?:" + all + ")";
}

}  // namespace

std::string spelling_pattern(const std::string& spelling) {
  std::string pattern;
  std::string last;
  for (const auto& character : characters_of(normalized_name(spelling))) {
    if (character == " ") {
      pattern += std::string(any_space) + "+";
      last.clear();
      continue;
    }
    if (!last.empty()) pattern += between(last, character);
    pattern += class_of(character);
    last = character;
  }
  return pattern;
}

std::string spellings_pattern(std::span<const std::string> spellings,
                              std::span<const std::string> except) {
  std::vector<std::string> normal;
  for (const auto& spelling : spellings) {
    auto name = normalized_name(spelling);
    if (std::find(normal.begin(), normal.end(), name) == normal.end()) {
      normal.push_back(std::move(name));
    }
  }
  const std::string gap = std::string(any_space) + "*";
  std::string excluded;
  if (!except.empty()) excluded = "(?!" + alternatives(except, literal) + "$)";
  return "^" + excluded + gap + alternatives(normal, spelling_pattern) + gap + "$";
}

std::string width_class(std::string_view characters) {
  std::string both = "[";
  for (const char c : characters) both += in_class(std::string(1, c)) + full_width(c);
  return both + "]";
}

}  // namespace guiju
