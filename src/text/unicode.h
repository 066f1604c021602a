#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace guiju {

/// Byte offset of the first byte that is not part of valid UTF-8 (RFC 3629); none when all is well.
std::optional<std::size_t> find_invalid_utf8(std::string_view bytes);

/// Bytes of the character that starts at `offset`; 0 if there is no valid UTF-8.
std::size_t character_length(std::string_view bytes, std::size_t offset);

/// The character that starts at `offset`, which moves past it. A byte that is no UTF-8 gives
/// U+FFFD and is passed alone. `offset` must be less than the size of `text`.
char32_t next_character(std::string_view text, std::size_t& offset);

/// Terminal cells `text` takes: two for wide (East Asian) characters, none for combining ones.
std::size_t display_width(std::string_view text);
std::size_t display_width(char32_t character);

/// Number of Unicode characters (code points). `text` is valid UTF-8.
std::size_t count_characters(std::string_view text);

/// Whether a character would act on a reader's screen, or hide, instead of showing itself:
/// controls, terminal escapes, direction overrides, characters without width that join or part
/// others. (Unassigned and private code points show: rare characters of names lie among them.)
bool is_printable(char32_t character);
/// Terminal cells of a text that is UTF-8 and all of it printable; else nothing.
std::optional<std::size_t> width_if_printable(std::string_view text);

/// `text` with what is not printable made visible (as `\u{1b}`; bytes that are no UTF-8 as
/// `\x{ff}`), so that whatever a dossier holds is only ever shown, never obeyed. Line breaks and
/// tabs are escaped as well.
std::string printable(std::string_view text);

/// The form under which names compare: NFKC (so full-width and half-width letters, digits and
/// brackets are one), case folded for Latin letters, characters that cannot be seen dropped, no
/// spaces at the ends nor beside Chinese characters and brackets, one space elsewhere.
/// Two names are the same if these are. Bytes that are no UTF-8 stay as they are.
std::string normalized_name(std::string_view name);

/// True if `normalized_name(name) == name`. For Chinese characters and signs and plain ASCII
/// this costs one pass over the bytes and no memory; for rarer letters, a normalisation.
bool is_normalized_name(std::string_view name);

/// The entry of `candidates` nearest to `word` (edit distance over characters, letter case and
/// width aside), if any is near enough that a person would call it a slip: about one slip in
/// three characters. The first of equals.
std::optional<std::string_view> nearest(std::string_view word,
                                        std::span<const std::string_view> candidates);
std::optional<std::string_view> nearest(std::string_view word, const std::string_view* candidates,
                                        std::size_t count);

}  // namespace guiju
