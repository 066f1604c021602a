#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "document/document.h"

namespace guiju {

/// Where byte `text_offset` of a scalar's text stands in the source: the scalar starts at byte
/// `begin` of `bytes` (at its quote or block indicator). Offset `text.size()` answers the end of
/// the content, before a closing quote. None if text and source do not fit together.
std::optional<std::uint32_t> scalar_offset(std::string_view bytes, std::uint32_t begin,
                                           ScalarStyle style, std::string_view text,
                                           std::size_t text_offset);

/// Offset just past the quote that closes the one at `begin`; none if it is never closed.
std::optional<std::uint32_t> closing_quote(std::string_view bytes, std::uint32_t begin);

}  // namespace guiju
