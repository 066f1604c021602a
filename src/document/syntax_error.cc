#include "document/syntax_error.h"

#include <algorithm>
#include <array>

#include "document/scalar_places.h"
#include "document/slips.h"

namespace guiju {
namespace {

struct KnownError {
  std::string_view message;  ///< how the library's words begin
  std::string_view id;
};

/// What yaml-cpp says, and what we call it.
constexpr std::array known_errors{
    KnownError{"YAML directives", "yaml-directive"},
    KnownError{"bad YAML version", "yaml-directive"},
    KnownError{"YAML major version", "yaml-directive"},
    KnownError{"repeated ", "yaml-directive"},
    KnownError{"TAG directives", "yaml-directive"},
    KnownError{"illegal character found while scanning tag", "yaml-tag"},
    KnownError{"tag handle", "yaml-tag"},
    KnownError{"end of verbatim tag", "yaml-tag"},
    KnownError{"cannot assign multiple tags", "yaml-tag"},
    KnownError{"end of map flow", "yaml-open-bracket"},
    KnownError{"end of sequence flow", "yaml-open-bracket"},
    KnownError{"end of map", "yaml-indentation"},
    KnownError{"end of sequence", "yaml-indentation"},
    KnownError{"illegal block entry", "yaml-dash-here"},
    KnownError{"illegal map value", "yaml-colon-here"},
    KnownError{"illegal map key", "yaml-colon-here"},
    KnownError{"illegal flow end", "yaml-stray-bracket"},
    KnownError{"illegal tab", "yaml-tab"},
    KnownError{"bad character found while scanning hex", "yaml-escape"},
    KnownError{"invalid unicode", "yaml-escape"},
    KnownError{"unknown escape", "yaml-escape"},
    KnownError{"unknown token", "yaml-special-character"},
    KnownError{"illegal character in scalar", "yaml-special-character"},
    KnownError{"unexpected character in block scalar", "yaml-block-header"},
    KnownError{"cannot set zero indentation", "yaml-block-header"},
    KnownError{"alias not found", "yaml-star-or-ampersand"},
    KnownError{"anchor not found", "yaml-star-or-ampersand"},
    KnownError{"illegal character found while scanning a", "yaml-star-or-ampersand"},
    KnownError{"aliases can't have", "yaml-star-or-ampersand"},
    KnownError{"cannot assign", "yaml-star-or-ampersand"},
    KnownError{"the referenced anchor", "yaml-unknown-alias"},
    KnownError{"bad file", "yaml-too-deep"},
    KnownError{"text after the document", "yaml-text-after-end"},
};

std::string_view id_of(std::string_view message) {
  const auto known = std::find_if(
      known_errors.begin(), known_errors.end(),
      [message](const KnownError& error) { return message.starts_with(error.message); });
  return known == known_errors.end() ? "yaml-syntax" : known->id;
}

std::uint32_t line_begin(std::string_view bytes, std::uint32_t at) {
  while (at > 0 && bytes[at - 1] != '\n') --at;
  return at;
}

bool is_quote(char byte) { return byte == '"' || byte == '\''; }

/// Whether a quoted text that runs over several lines ends where no text can end: then its
/// closing quote was meant to open another, and its own is missing.
bool swallowed_a_quote(std::string_view bytes, std::uint32_t open, std::uint32_t close) {
  if (bytes.substr(open, close - open).find('\n') == std::string_view::npos) return false;
  const auto next = bytes.find_first_not_of(" \t\r", close);
  return next != std::string_view::npos &&
         std::string_view("\n,:]}#").find(bytes[next]) == std::string_view::npos;
}

/// The quote that opens in [from, to) and never closes. Quotes inside unquoted text open
/// nothing, so only those are looked at that stand where a value may begin.
std::optional<std::uint32_t> find_open_quote(std::string_view bytes, std::uint32_t from,
                                             std::uint32_t to) {
  bool may_begin = true;
  for (std::uint32_t at = from; at < bytes.size() && at <= to; ++at) {
    const char byte = bytes[at];
    if (may_begin && is_quote(byte)) {
      const auto close = closing_quote(bytes, at);
      if (!close || swallowed_a_quote(bytes, at, *close)) return at;
      at = *close - 1;
      may_begin = false;
    } else if (byte == '#' && (at == 0 || bytes[at - 1] == ' ' || bytes[at - 1] == '\n')) {
      at = static_cast<std::uint32_t>(std::min(bytes.find('\n', at), bytes.size() - 1));
      may_begin = true;
    } else if (std::string_view("\n:[{,?").find(byte) != std::string_view::npos) {
      may_begin = true;
    } else if (std::string_view(" \t\r-").find(byte) == std::string_view::npos) {
      // Block text may hold anything.
      if (may_begin && (byte == '|' || byte == '>')) return std::nullopt;
      may_begin = false;
    }
  }
  return std::nullopt;
}

/// The first tab that stands as indentation in the lines of [from, to).
std::optional<std::uint32_t> find_tab_indent(std::string_view bytes, std::uint32_t from,
                                             std::uint32_t to) {
  std::uint32_t at = line_begin(bytes, from);
  while (at < bytes.size() && at <= to) {
    while (at < bytes.size() && bytes[at] == ' ') ++at;
    if (at < bytes.size() && bytes[at] == '\t') return at;
    const auto end = bytes.find('\n', at);
    if (end == std::string_view::npos) break;
    at = static_cast<std::uint32_t>(end + 1);
  }
  return std::nullopt;
}

/// The character at `at`, or the last one before the end of the file.
Span character_at(std::string_view bytes, std::uint32_t at) {
  const auto size = static_cast<std::uint32_t>(bytes.size());
  std::uint32_t begin = std::min(at, size);
  const auto continues = [&](std::uint32_t i) {
    return i < size && (static_cast<unsigned char>(bytes[i]) & 0xC0) == 0x80;
  };
  while (begin > 0 && continues(begin)) --begin;
  std::uint32_t end = std::min(begin + 1, size);
  while (continues(end)) ++end;
  return {begin, end};
}

/// What yaml-cpp says of a name before a colon that is longer than YAML allows (1,024
/// characters) is that the colon is wrong. The place of such a name that ends at `colon`.
std::optional<Span> find_long_key(std::string_view bytes, std::uint32_t colon) {
  constexpr std::uint32_t longest = 1024;
  if (colon >= bytes.size() || bytes[colon] != ':') return std::nullopt;
  const auto begin = static_cast<std::uint32_t>(
      std::min<std::size_t>(bytes.find_first_not_of(" -", line_begin(bytes, colon)), colon));
  if (colon - begin <= longest) return std::nullopt;
  const std::string_view key = bytes.substr(begin, colon - begin);
  const bool one_name = is_quote(key.front()) ? closing_quote(bytes, begin) == colon
                                              : key.find(": ") == std::string_view::npos;
  if (!one_name) return std::nullopt;
  return Span{begin, colon};
}

/// yaml-cpp notices a `*` or `&` without a name after it.
std::uint32_t sign_before(std::string_view bytes, std::uint32_t at) {
  const bool after_sign = at > 0 && (bytes[at - 1] == '*' || bytes[at - 1] == '&');
  return after_sign ? at - 1 : at;
}

Span word_at(std::string_view bytes, std::uint32_t at) {
  const auto end = bytes.find_first_of(" \t\r\n,[]{}", at);
  const auto last = static_cast<std::uint32_t>(std::min(end, bytes.size()));
  return last > at ? Span{at, last} : character_at(bytes, at);
}

}  // namespace

void report_open_quote(const SourceFile& source, std::uint32_t quote, Diagnostics& diagnostics) {
  diagnostics.add("yaml-open-quote", place_of(source, {quote, quote + 1}),
                  {{"quote", same(std::string(1, source.bytes()[quote]))}});
}

void report_syntax_error(const SourceFile& source, const SyntaxError& error,
                         Diagnostics& diagnostics) {
  const std::string_view bytes = source.bytes().substr(0, error.document_end);
  const std::string_view id = id_of(error.message);
  if (const auto& last = error.last_quoted;
      last && swallowed_a_quote(bytes, last->begin, last->end)) {
    return report_open_quote(source, last->begin, diagnostics);
  }
  if (const auto quote = find_open_quote(bytes, error.after, error.at)) {
    return report_open_quote(source, *quote, diagnostics);
  }
  if (const auto tab = find_tab_indent(bytes, error.after, error.at)) {
    diagnostics.add("yaml-tab", place_of(source, {*tab, *tab + 1}));
    return;
  }
  const std::uint32_t next_line = std::min(error.at + 1, error.document_end);
  if (const auto slip = find_slip_in_lines(bytes, error.after, next_line)) {
    return report_slip(source, *slip, diagnostics);
  }
  if (id == "yaml-open-bracket" && error.open_flow) {
    const std::uint32_t open = *error.open_flow;
    diagnostics.add(id, place_of(source, {open, open + 1}),
                    {{"bracket", same(std::string(1, bytes[open]))}});
    return;
  }
  if (const auto key = find_long_key(bytes, error.at)) {
    diagnostics.add("yaml-key-too-long", place_of(source, *key), {{"limit", same("1024")}});
    return;
  }
  const std::uint32_t at = id == "yaml-star-or-ampersand" ? sign_before(bytes, error.at) : error.at;
  const Span word = word_at(bytes, at);
  const std::string name(bytes.substr(word.begin, word.end - word.begin));
  const bool named = id == "yaml-unknown-alias";
  diagnostics.add(id == "yaml-open-bracket" ? "yaml-syntax" : id,
                  place_of(source, named ? word : character_at(bytes, at)),
                  {{"name", same(name)},
                   {"reason", same(std::string(error.message))},
                   {"tag", same(name)},
                   {"limit", same("500")}});
}

}  // namespace guiju
