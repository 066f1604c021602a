#include "document/scalar_places.h"

#include <algorithm>
#include <string>

#include "document/white.h"

namespace guiju {
namespace {

/// Walks a scalar's text and its source side by side.
class Walker {
 public:
  Walker(std::string_view bytes, std::size_t at, std::string_view text)
      : bytes_(bytes), at_(at), text_(text) {}

  /// Plain and quoted text: words as they are, line breaks folded, escapes by `style`.
  bool flow_to(std::size_t text_offset, ScalarStyle style) {
    while (done_ < text_offset) {
      if (at_ >= bytes_.size()) return false;
      bool fits = false;
      if (is_white(bytes_[at_])) {
        fits = white_run();
      } else if (style == ScalarStyle::double_quoted && bytes_[at_] == '\\') {
        fits = escape(text_offset);
      } else if (style == ScalarStyle::single_quoted && bytes_[at_] == '\'') {
        fits = take(2, "'");
      } else {
        fits = take(1, bytes_.substr(at_, 1));
      }
      if (!fits) return false;
    }
    if (style == ScalarStyle::double_quoted) skip_continuations();
    return true;
  }

  /// Block text: `indent` spaces before each line are not text.
  bool block_to(std::size_t text_offset, std::size_t indent, bool folded) {
    skip_indent(indent);
    while (done_ < text_offset) {
      if (at_ >= bytes_.size()) {
        // A last line without a line break still ends in one.
        return text_[done_] == '\n' && done_ + 1 == text_.size();
      }
      const bool fits =
          is_break(bytes_[at_]) ? block_break(indent, folded) : take(1, bytes_.substr(at_, 1));
      if (!fits) return false;
    }
    return true;
  }

  std::uint32_t at() const { return static_cast<std::uint32_t>(at_); }

 private:
  /// `size` source bytes stand for `meant`, all of it or none.
  bool take(std::size_t size, std::string_view meant) {
    if (!text_.substr(done_).starts_with(meant)) return false;
    at_ += size;
    done_ += meant.size();
    return true;
  }

  std::size_t skip_break() {
    const bool pair = bytes_[at_] == '\r' && at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '\n';
    return at_ += pair ? 2 : 1;
  }

  /// White space inside plain or quoted text: kept within a line, folded around line breaks.
  bool white_run() {
    std::size_t end = at_;
    std::size_t breaks = 0;
    while (end < bytes_.size() && is_white(bytes_[end])) {
      if (bytes_[end] == '\n') ++breaks;
      ++end;
    }
    if (breaks == 0) return take(1, bytes_.substr(at_, 1));
    const std::size_t meant = breaks == 1 ? 1 : breaks - 1;
    for (std::size_t i = 0; i < meant && done_ < text_.size() && is_white(text_[done_]); ++i) {
      ++done_;
    }
    at_ = end;
    return true;
  }

  void skip_continuations() {
    while (at_ + 1 < bytes_.size() && bytes_[at_] == '\\' && is_break(bytes_[at_ + 1])) {
      ++at_;
      skip_break();
      while (at_ < bytes_.size() && is_blank(bytes_[at_])) ++at_;
    }
  }

  bool escape(std::size_t text_offset) {
    if (at_ + 1 >= bytes_.size()) return false;
    const char kind = bytes_[at_ + 1];
    if (is_break(kind)) {
      skip_continuations();
      return true;
    }
    const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    // Whatever was meant is one character: its length is in the text.
    std::size_t size = 1;
    while (done_ + size < text_.size() &&
           (static_cast<unsigned char>(text_[done_ + size]) & 0xC0) == 0x80) {
      ++size;
    }
    // An offset inside the character answers the whole escape.
    if (done_ + size > text_offset && text_offset != text_.size()) return false;
    at_ = std::min(at_ + 2 + digits, bytes_.size());
    done_ += size;
    return true;
  }

  void skip_indent(std::size_t indent) {
    for (std::size_t i = 0; i < indent && at_ < bytes_.size() && bytes_[at_] == ' '; ++i) ++at_;
  }

  /// A line break of block text; a folded one may stand for a space, and blank lines after it
  /// for the line breaks.
  bool block_break(std::size_t indent, bool folded) {
    if (!folded || text_[done_] == '\n') {
      if (text_[done_] != '\n') return false;
      skip_break();
      skip_indent(indent);
      ++done_;
      // The first of several folded breaks stands for nothing.
      const bool more = folded && at_ < bytes_.size() && is_break(bytes_[at_]);
      const bool last = done_ >= text_.size() || text_[done_] != '\n';
      if (more && last && done_ < text_.size()) {
        skip_break();
        skip_indent(indent);
      }
      return true;
    }
    if (text_[done_] != ' ') return false;
    skip_break();
    skip_indent(indent);
    ++done_;
    return true;
  }

  std::string_view bytes_;
  std::size_t at_;
  std::string_view text_;
  std::size_t done_ = 0;
};

std::size_t leading_spaces(std::string_view line) {
  const auto end = line.find_first_not_of(' ');
  return end == std::string_view::npos ? line.size() : end;
}

struct BlockStart {
  std::size_t at = 0;      ///< first byte after the header line
  std::size_t indent = 0;  ///< spaces before each line that are not text
};

/// The first line of block text that holds more than spaces tells the indentation: what the
/// source has more than the text.
BlockStart block_start(std::string_view bytes, std::uint32_t begin, std::string_view text) {
  const auto after_line = [](std::string_view all, std::size_t at) {
    const auto end = all.find('\n', at);
    return end == std::string_view::npos ? all.size() : end + 1;
  };
  const std::size_t first = after_line(bytes, begin);
  std::size_t line = first;
  while (line < bytes.size() &&
         is_break(bytes[std::min(line + leading_spaces(bytes.substr(line)), bytes.size() - 1)])) {
    line = after_line(bytes, line);
  }
  std::size_t text_line = 0;
  while (text_line < text.size()) {
    const std::size_t spaces = leading_spaces(text.substr(text_line));
    if (text_line + spaces < text.size() && text[text_line + spaces] != '\n') break;
    text_line = after_line(text, text_line);
  }
  const std::size_t in_source = leading_spaces(bytes.substr(std::min(line, bytes.size())));
  const std::size_t in_text = leading_spaces(text.substr(std::min(text_line, text.size())));
  return {first, in_source - std::min(in_source, in_text)};
}

}  // namespace

std::optional<std::uint32_t> scalar_offset(std::string_view bytes, std::uint32_t begin,
                                           ScalarStyle style, std::string_view text,
                                           std::size_t text_offset) {
  if (begin >= bytes.size()) return std::nullopt;
  if (style == ScalarStyle::block) {
    const BlockStart start = block_start(bytes, begin, text);
    Walker walker(bytes, start.at, text);
    if (!walker.block_to(text_offset, start.indent, bytes[begin] == '>')) return std::nullopt;
    return walker.at();
  }
  const bool quoted = style != ScalarStyle::plain;
  Walker walker(bytes, begin + (quoted ? 1U : 0U), text);
  if (!walker.flow_to(text_offset, style)) return std::nullopt;
  return walker.at();
}

std::optional<std::uint32_t> closing_quote(std::string_view bytes, std::uint32_t begin) {
  const char quote = bytes[begin];
  for (std::size_t at = begin + 1U; at < bytes.size(); ++at) {
    if (quote == '"' && bytes[at] == '\\') {
      ++at;
    } else if (bytes[at] == quote) {
      const bool doubled = quote == '\'' && at + 1 < bytes.size() && bytes[at + 1] == quote;
      if (!doubled) return static_cast<std::uint32_t>(at + 1);
      ++at;
    }
  }
  return std::nullopt;
}

}  // namespace guiju
