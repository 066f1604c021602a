#include "cel/utf8.h"

namespace guiju::cel {
namespace {

char tail(std::uint32_t code, unsigned shift) {
  return static_cast<char>(0x80 | ((code >> shift) & 0x3F));
}

}  // namespace

void append_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += tail(code, 0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += tail(code, 6);
    out += tail(code, 0);
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += tail(code, 12);
    out += tail(code, 6);
    out += tail(code, 0);
  }
}

std::size_t byte_of_character(std::string_view text, std::int64_t index) {
  std::size_t at = 0;
  while (index > 0 && at < text.size()) {
    ++at;
    while (at < text.size() && is_continuation(text[at])) ++at;
    --index;
  }
  return index == 0 ? at : std::string_view::npos;
}

}  // namespace guiju::cel
