#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace guiju {

/// Byte offset of the first byte that is not part of valid UTF-8 (RFC 3629); none when all is well.
std::optional<std::size_t> find_invalid_utf8(std::string_view bytes);

/// Terminal cells `text` takes: two for wide (East Asian) characters, none for combining ones.
std::size_t display_width(std::string_view text);

/// Number of Unicode characters (code points). `text` is valid UTF-8.
std::size_t count_characters(std::string_view text);

/// `text` with control characters, terminal escapes and direction overrides made visible (as
/// `\u{1b}`), so that whatever a dossier holds is only ever shown, never obeyed.
std::string printable(std::string_view text);

/// The form under which names compare: NFKC (so full-width and half-width letters, digits and
/// brackets are one), case folded for Latin letters, spaces dropped between Chinese characters
/// and folded to one elsewhere, none at the ends. Two names are the same if these are.
std::string normalized_name(std::string_view name);

/// True if `normalized_name(name) == name`; costs one pass over the bytes and no memory.
bool is_normalized_name(std::string_view name);

/// The entry of `candidates` nearest to `word` (edit distance over characters), if any is near
/// enough that a person would call it a slip.
std::optional<std::string_view> nearest(std::string_view word, const std::string_view* candidates,
                                        std::size_t count);

}  // namespace guiju
