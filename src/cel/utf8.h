#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace guiju::cel {

/// Whether `code` is a Unicode scalar value: no surrogate, not past the end.
inline bool is_scalar(std::uint32_t code) {
  return code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF);
}

inline bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

void append_utf8(std::string& out, std::uint32_t code);

/// The byte at which character `index` starts; the end of `text` if it has just `index`
/// characters, npos if it has fewer.
std::size_t byte_of_character(std::string_view text, std::int64_t index);

}  // namespace guiju::cel
