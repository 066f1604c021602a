#include "text/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <memory>
#include <vector>

namespace guiju {
namespace {

constexpr char32_t replacement = 0xFFFD;

struct CharacterRange {
  char32_t first;
  char32_t last;
};

template <std::size_t size>
bool in_ranges(const std::array<CharacterRange, size>& ranges, char32_t character) {
  return std::any_of(ranges.begin(), ranges.end(), [character](CharacterRange range) {
    return range.first <= character && character <= range.last;
  });
}

/// Format characters that change what is seen around them, or that are not seen at all.
constexpr std::array invisible{
    CharacterRange{0x00AD, 0x00AD},    // soft hyphen
    CharacterRange{0x034F, 0x034F},    // grapheme joiner
    CharacterRange{0x061C, 0x061C},    // Arabic letter mark
    CharacterRange{0x115F, 0x1160},    // Hangul fillers
    CharacterRange{0x17B4, 0x17B5},    // Khmer inherent vowels
    CharacterRange{0x180B, 0x180F},    // Mongolian selectors and separator
    CharacterRange{0x200B, 0x200F},    // zero-width characters, direction marks
    CharacterRange{0x2028, 0x202E},    // line and paragraph separators, direction embeddings
    CharacterRange{0x2060, 0x206F},    // joiners, invisible operators, direction isolates
    CharacterRange{0x3164, 0x3164},    // Hangul filler
    CharacterRange{0xFEFF, 0xFEFF},    // byte order mark
    CharacterRange{0xFFA0, 0xFFA0},    // half-width Hangul filler
    CharacterRange{0xFFF0, 0xFFFB},    // interlinear annotations
    CharacterRange{0xE0000, 0xE0FFF},  // tags, supplementary selectors
};

/// Signs and letters of Chinese text that are two cells wide and can be seen: 、。《》（），：Ａ.
bool is_wide_sign(char32_t character) {
  return (character >= 0x3001 && character <= 0x301B) ||
         (character >= 0xFF01 && character <= 0xFF5E);
}

std::string escaped(std::string_view form, std::uint32_t value) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  do {
    hex.insert(hex.begin(), digits[value % 16]);
    value /= 16;
  } while (value != 0);
  return std::string(form) + "{" + hex + "}";
}

/// Chinese characters, in ranges where each is its own normal form.
bool is_plain_han(char32_t character) {
  return (character >= 0x4E00 && character <= 0x9FFF) ||
         (character >= 0x3400 && character <= 0x4DBF) || character == 0x3007;
}

bool is_space(char32_t character) {
  if (character == ' ' || (character >= '\t' && character <= '\r')) return true;
  if (character < 0x80 || is_plain_han(character)) return false;
  return character == 0x85 ||
         utf8proc_category(static_cast<utf8proc_int32_t>(character)) == UTF8PROC_CATEGORY_ZS;
}

/// Signs of Chinese text, each its own normal form.
bool is_plain_sign(char32_t character) {
  return (character >= 0x3001 && character <= 0x3002) ||  // 、。
         (character >= 0x3008 && character <= 0x3011) ||  // 〈〉《》「」『』【】
         (character >= 0x3014 && character <= 0x301B) ||  // 〔〕〖〗〘〙〚〛
         (character >= 0x2018 && character <= 0x201D) || character == 0xB7;
}

/// A character that a normal form leaves as it is, whatever stands beside it.
bool is_plain(char32_t character) {
  return (character >= 0x20 && character < 0x7F) || is_plain_han(character) ||
         is_plain_sign(character);
}

constexpr char32_t usual_han_begin = 0x5000;

/// Passes a character from U+5000 to U+8FFF, which has no other form: most of what names are
/// written with.
bool pass_usual_han(std::string_view text, std::size_t& offset) {
  if (text.size() - offset < 3) return false;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data()) + offset;
  const bool usual = bytes[0] >= 0xE5 && bytes[0] <= 0xE8 && (bytes[1] & 0xC0U) == 0x80 &&
                     (bytes[2] & 0xC0U) == 0x80;
  if (usual) offset += 3;
  return usual;
}

/// Passes a character or sign of Chinese text that is two cells wide and can be seen.
bool pass_wide(std::string_view text, std::size_t& offset) {
  if (pass_usual_han(text, offset)) return true;
  std::size_t end = offset;
  const char32_t character = next_character(text, end);
  const bool wide = is_plain_han(character) || is_wide_sign(character);
  if (wide) offset = end;
  return wide;
}

/// Passes the characters that nearly all texts are of, which are seen as they are: ASCII and
/// Chinese. Answers how many cells they take.
std::size_t pass_usual(std::string_view text, std::size_t& offset) {
  std::size_t cells = 0;
  while (offset < text.size()) {
    if (text[offset] >= ' ' && text[offset] < 0x7F) {
      ++offset;
      ++cells;
    } else if (pass_wide(text, offset)) {
      cells += 2;
    } else {
      break;
    }
  }
  return cells;
}

bool is_all_plain(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (!is_plain(next_character(text, at))) return false;
  }
  return true;
}

bool is_han(char32_t character) {
  return is_plain_han(character) || (character >= 0x20000 && character <= 0x3FFFD);
}

bool is_bracket(char32_t character) {
  if (character < 0x80)
    return std::string_view("()[]{}<>").find(static_cast<char>(character)) !=
           std::string_view::npos;
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(character));
  return category == UTF8PROC_CATEGORY_PS || category == UTF8PROC_CATEGORY_PE ||
         category == UTF8PROC_CATEGORY_PI || category == UTF8PROC_CATEGORY_PF;
}

/// Whether a space beside this character says nothing.
bool swallows_spaces(char32_t character) { return is_han(character) || is_bracket(character); }

char32_t fold_latin(char32_t character) {
  if (character < 0x80) {
    return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
  }
  const bool latin = character < 0x250 || (character >= 0x1E00 && character <= 0x1EFF);
  if (!latin) return character;
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(character)));
}

void append(std::string& text, char32_t character) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(character), bytes.data());
  for (utf8proc_ssize_t i = 0; i < size; ++i) {
    text.push_back(static_cast<char>(bytes[static_cast<std::size_t>(i)]));
  }
}

/// NFKC of valid UTF-8; nothing where utf8proc cannot (too long).
std::optional<std::string> nfkc(std::string_view text) {
  utf8proc_uint8_t* raw = nullptr;
  const auto options =
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &raw, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(raw, &std::free);
  if (size < 0) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(raw), static_cast<std::size_t>(size));
}

/// Folds case, drops what cannot be seen and the spaces that say nothing.
std::string tidy(std::string_view text) {
  std::string result;
  bool space_pending = false;
  char32_t last = 0;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t written = next_character(text, at);
    const char32_t character = fold_latin(written);
    if (!is_plain(character) && in_ranges(invisible, character)) continue;
    if (is_space(character)) {
      space_pending = true;
      continue;
    }
    const bool keep_space =
        space_pending && !result.empty() && !swallows_spaces(last) && !swallows_spaces(character);
    if (keep_space) result.push_back(' ');
    if (character == written) {
      result.append(text, begin, at - begin);
    } else {
      append(result, character);
    }
    last = character;
    space_pending = false;
  }
  return result;
}

std::vector<char32_t> characters_of(std::string_view text) {
  std::vector<char32_t> characters;
  for (std::size_t at = 0; at < text.size();) characters.push_back(next_character(text, at));
  return characters;
}

/// Edit distance in which swapping two neighbours counts as one slip.
std::size_t edit_distance(const std::vector<char32_t>& a, const std::vector<char32_t>& b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

/// Longer words are no slips of one another; comparing them would only cost time.
constexpr std::size_t longest_word = 80;

}  // namespace

std::size_t character_length(std::string_view bytes, std::size_t offset) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return offset + i < bytes.size() ? static_cast<unsigned char>(bytes[offset + i]) : 0U;
  };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4 || !continues(1)) return 0;
  if (lead < 0xE0) return 2;
  // The second byte's range rules out overlong forms, surrogates and what lies past U+10FFFF.
  if (lead == 0xE0 && byte(1) < 0xA0) return 0;
  if (lead == 0xED && byte(1) > 0x9F) return 0;
  if (lead == 0xF0 && byte(1) < 0x90) return 0;
  if (lead == 0xF4 && byte(1) > 0x8F) return 0;
  if (!continues(2)) return 0;
  if (lead < 0xF0) return 3;
  return continues(3) ? 4 : 0;
}

std::optional<std::size_t> find_invalid_utf8(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t length = character_length(bytes, at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

char32_t next_character(std::string_view text, std::size_t& offset) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data()) + offset;
  const char32_t first = bytes[0];
  if (first < 0x80) {
    ++offset;
    return first;
  }
  // Nearly all Chinese, told apart from what has more to check.
  const bool usual = first > 0xE0 && first < 0xED && text.size() - offset >= 3 &&
                     (bytes[1] & 0xC0U) == 0x80 && (bytes[2] & 0xC0U) == 0x80;
  if (usual) {
    offset += 3;
    return (first & 0x0FU) << 12 | (bytes[1] & 0x3FU) << 6 | (bytes[2] & 0x3FU);
  }
  const std::size_t length = character_length(text, offset);
  const auto byte = [&](std::size_t i) -> char32_t {
    return static_cast<unsigned char>(text[offset + i]);
  };
  const char32_t lead = byte(0);
  char32_t character = replacement;
  if (length == 1) character = lead;
  if (length == 2) character = (lead & 0x1FU) << 6 | (byte(1) & 0x3FU);
  if (length == 3) character = (lead & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
  if (length == 4) {
    character =
        (lead & 0x07U) << 18 | (byte(1) & 0x3FU) << 12 | (byte(2) & 0x3FU) << 6 | (byte(3) & 0x3FU);
  }
  offset += std::max<std::size_t>(length, 1);
  return character;
}

std::size_t display_width(char32_t character) {
  if (character >= 0x20 && character < 0x7F) return 1;
  if (is_plain_han(character) || is_wide_sign(character)) return 2;
  const int width = utf8proc_charwidth(static_cast<utf8proc_int32_t>(character));
  return static_cast<std::size_t>(std::max(0, width));
}

std::size_t display_width(std::string_view text) {
  std::size_t at = 0;
  std::size_t width = pass_usual(text, at);
  while (at < text.size()) {
    width += display_width(next_character(text, at));
    width += pass_usual(text, at);
  }
  return width;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
  }));
}

bool is_printable(char32_t character) {
  if (character < 0x7F) return character >= 0x20;
  if (is_plain_han(character) || is_wide_sign(character)) return true;
  if (character < 0xA0 || in_ranges(invisible, character)) return false;
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(character));
  return category != UTF8PROC_CATEGORY_CC && category != UTF8PROC_CATEGORY_CF &&
         category != UTF8PROC_CATEGORY_CS;
}

std::optional<std::size_t> width_if_printable(std::string_view text) {
  std::size_t at = 0;
  std::size_t width = pass_usual(text, at);
  while (at < text.size()) {
    const std::size_t begin = at;
    const char32_t character = next_character(text, at);
    if (!is_printable(character)) return std::nullopt;
    if (character == replacement && character_length(text, begin) == 0) return std::nullopt;
    width += display_width(character);
    width += pass_usual(text, at);
  }
  return width;
}

std::string printable(std::string_view text) {
  std::string result;
  std::size_t kept = 0;  // of the text, in `result` or as it is
  result.reserve(text.size());
  std::size_t at = 0;
  while (pass_usual(text, at), at < text.size()) {
    const std::size_t begin = at;
    const char32_t character = next_character(text, at);
    const bool valid = character != replacement || character_length(text, begin) != 0;
    if (valid && is_printable(character)) continue;
    result.append(text, kept, begin - kept);
    result += valid ? escaped("\\u", character)
                    : escaped("\\x", static_cast<unsigned char>(text[begin]));
    kept = at;
  }
  result.append(text, kept);
  return result;
}

std::string normalized_name(std::string_view name) {
  if (is_all_plain(name)) return tidy(name);
  if (find_invalid_utf8(name)) return std::string(name);
  // Dropping characters can bring together what composes, so the result is brought to rest.
  std::string result(name);
  for (int round = 0; round < 4; ++round) {
    const auto composed = nfkc(result);
    if (!composed) return result;
    std::string next = tidy(*composed);
    if (next == result) break;
    result = std::move(next);
  }
  return result;
}

bool is_normalized_name(std::string_view name) {
  bool after_space = true;  // a space at the start, or after another, does not belong
  char32_t last = 0;
  for (std::size_t at = 0; at < name.size();) {
    if (!after_space && pass_usual_han(name, at)) {
      last = usual_han_begin;
      continue;
    }
    const char32_t character = next_character(name, at);
    if (!is_plain(character)) return normalized_name(name) == name;
    if (character >= 'A' && character <= 'Z') return false;
    if (character == ' ') {
      if (after_space || swallows_spaces(last)) return false;
      after_space = true;
    } else {
      if (after_space && last != 0 && swallows_spaces(character)) return false;
      after_space = false;
    }
    last = character;
  }
  return name.empty() || name.back() != ' ';
}

std::optional<std::string_view> nearest(std::string_view word,
                                        std::span<const std::string_view> candidates) {
  const auto wanted = characters_of(normalized_name(word));
  if (wanted.empty() || wanted.size() > longest_word) return std::nullopt;
  const std::size_t allowed = std::max<std::size_t>(1, wanted.size() / 3);

  std::optional<std::string_view> best;
  std::size_t best_distance = std::numeric_limits<std::size_t>::max();
  for (const std::string_view candidate : candidates) {
    const bool normal = is_normalized_name(candidate);
    const auto differs = [&](std::size_t count) {
      return std::max(wanted.size(), count) - std::min(wanted.size(), count) > allowed;
    };
    if (normal && differs(count_characters(candidate))) continue;
    const auto offered = characters_of(normal ? std::string(candidate) : normalized_name(candidate));
    const std::size_t shorter = std::min(wanted.size(), offered.size());
    const std::size_t longer = std::max(wanted.size(), offered.size());
    if (longer - shorter > allowed) continue;
    const std::size_t distance = edit_distance(wanted, offered);
    // Words that have no character in common are not slips of one another.
    if (distance > allowed || distance >= longer) continue;
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::optional<std::string_view> nearest(std::string_view word, const std::string_view* candidates,
                                        std::size_t count) {
  return nearest(word, std::span(candidates, count));
}

}  // namespace guiju
