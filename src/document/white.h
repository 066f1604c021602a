#pragma once
#include <string_view>

namespace guiju {

// What parts the text of a document: its mark, blanks and line breaks (YAML 1.2, 5.2 to 5.5).

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

inline bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }
inline bool is_break(char byte) { return byte == '\n' || byte == '\r'; }
inline bool is_white(char byte) { return is_blank(byte) || is_break(byte); }

}  // namespace guiju
