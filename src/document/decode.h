#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace guiju {

/// Text in one of the encodings in which spreadsheets are saved, as UTF-8.
struct Decoded {
  std::string text;           ///< without a byte order mark
  std::string_view encoding;  ///< UTF-8, UTF-16LE, UTF-16BE or GB18030
};

/// UTF-8 with or without a byte order mark, UTF-16 with one, else GB18030. Nothing where the bytes
/// are none of these.
std::optional<Decoded> decode_text(std::string_view bytes);

/// GB18030 (with GBK and GB2312 in it) as UTF-8; nothing where some bytes are no character of it.
std::optional<std::string> decode_gb18030(std::string_view bytes);

}  // namespace guiju
