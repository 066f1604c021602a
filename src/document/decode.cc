#include "document/decode.h"

#include <cstdint>

#include "text/unicode.h"

namespace guiju {

namespace {

#include "document/gb18030.inc"

using namespace std::literals;

void append(std::string& text, char32_t character) {
  const auto tail = [&](int shift) {
    text += static_cast<char>(0x80 | ((character >> shift) & 0x3F));
  };
  if (character < 0x80) {
    text += static_cast<char>(character);
  } else if (character < 0x800) {
    text += static_cast<char>(0xC0 | (character >> 6));
    tail(0);
  } else if (character < 0x10000) {
    text += static_cast<char>(0xE0 | (character >> 12));
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0 | (character >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

bool is_between(std::uint32_t value, std::uint32_t least, std::uint32_t most) {
  return least <= value && value <= most;
}

/// One character of GB18030 and how many bytes it took; 0 bytes where there is none.
struct Taken {
  char32_t character = 0;
  std::size_t bytes = 0;
};

Taken take_gb18030(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) -> std::uint32_t {
    return at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U;
  };
  if (byte(0) < 0x80) return {byte(0), 1};
  if (!is_between(byte(0), 0x81, 0xFE)) return {};
  if (is_between(byte(1), 0x40, 0xFE)) {
    const char32_t character = gb18030_two[(byte(0) - 0x81) * 191 + byte(1) - 0x40];
    return {character, character == 0 ? std::size_t{0} : 2};
  }
  const bool four = is_between(byte(1), 0x30, 0x39) && is_between(byte(2), 0x81, 0xFE) &&
                    is_between(byte(3), 0x30, 0x39);
  if (!four) return {};
  const std::uint32_t upper = (byte(0) - 0x81) * 10 + byte(1) - 0x30;
  const std::uint32_t index = (upper * 126 + byte(2) - 0x81) * 10 + byte(3) - 0x30;
  if (index < std::size(gb18030_four)) {
    return {gb18030_four[index], gb18030_four[index] == 0 ? std::size_t{0} : 4};
  }
  constexpr std::uint32_t supplementary = 189000;  // 90308130, which is U+10000
  const bool beyond = is_between(index, supplementary, supplementary + 0xFFFFF);
  return beyond ? Taken{0x10000 + (index - supplementary), 4} : Taken{};
}

std::optional<std::string> decode_utf16(std::string_view bytes, bool big) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big ? first << 8 | second : second << 8 | first);
  };
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    char32_t character = unit(at);
    if (is_between(character, 0xDC00, 0xDFFF)) return std::nullopt;
    if (is_between(character, 0xD800, 0xDBFF)) {
      at += 2;
      if (at >= bytes.size() || !is_between(unit(at), 0xDC00, 0xDFFF)) return std::nullopt;
      character = 0x10000 + ((character - 0xD800) << 10) + (unit(at) - 0xDC00);
    }
    append(text, character);
  }
  return text;
}

std::optional<Decoded> named(std::optional<std::string> text, std::string_view encoding) {
  if (!text) return std::nullopt;
  return Decoded{std::move(*text), encoding};
}

}  // namespace

std::optional<std::string> decode_gb18030(std::string_view bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto taken = take_gb18030(bytes, at);
    if (taken.bytes == 0) return std::nullopt;
    append(text, taken.character);
    at += taken.bytes;
  }
  return text;
}

std::optional<Decoded> decode_text(std::string_view bytes) {
  const bool little = bytes.starts_with("\xFF\xFE"sv);
  const bool big = bytes.starts_with("\xFE\xFF"sv);
  if (little || big) return named(decode_utf16(bytes.substr(2), big), big ? "UTF-16BE" : "UTF-16LE");
  const bool marked = bytes.starts_with("\xEF\xBB\xBF"sv);
  if (!find_invalid_utf8(bytes)) return Decoded{std::string(bytes.substr(marked ? 3 : 0)), "UTF-8"};
  if (marked) return std::nullopt;
  return named(decode_gb18030(bytes), "GB18030");
}

}  // namespace guiju
