#include "text/source.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

#include "text/unicode.h"

namespace guiju {
namespace {

constexpr std::uint32_t block_bytes = 1024;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Longest part of a line that a place keeps, in bytes: several lines of any terminal. A place
/// in a file of one huge line must not copy the file.
constexpr std::uint32_t longest_excerpt = 1024;
/// How much of that stands before the place.
constexpr std::uint32_t excerpt_lead = 256;

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// The start of the character that `offset` lies in.
std::uint32_t character_start(std::string_view bytes, std::uint32_t offset) {
  // Valid UTF-8 has at most three continuation bytes; more are no text and need no walk.
  for (int i = 0; i < 3 && offset > 0 && offset < bytes.size(); ++i) {
    if (!continues_character(bytes[offset])) break;
    --offset;
  }
  return offset;
}

ExcerptLine excerpt_line(const SourceFile& file, std::uint32_t number, std::uint32_t around) {
  const std::string_view line = file.line(number);
  if (line.size() <= longest_excerpt) return {number, std::string(line), 1, false};

  const auto line_begin = static_cast<std::uint32_t>(line.data() - file.bytes().data());
  const std::uint32_t at = std::max(around, line_begin) - line_begin;
  const std::uint32_t begin = character_start(line, at > excerpt_lead ? at - excerpt_lead : 0);
  const auto wanted = static_cast<std::uint32_t>(
      std::min<std::size_t>(line.size(), std::size_t{begin} + longest_excerpt));
  const std::uint32_t end = character_start(line, wanted);
  return {number, std::string(line.substr(begin, end - begin)),
          file.position(line_begin + begin).column, end < line.size()};
}

}  // namespace

SourceFile::SourceFile(std::string name, std::string bytes)
    : name_(std::move(name)), bytes_(std::move(bytes)) {
  assert(bytes_.size() < std::numeric_limits<std::uint32_t>::max());
}

void SourceFile::index() const {
  if (!line_starts_.empty()) return;

  const std::string_view all = bytes_;
  line_starts_.push_back(all.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
  const bool carriage_returns = all.find('\r') != std::string_view::npos;
  const auto next_break = [&](std::size_t from) {
    return carriage_returns ? all.find_first_of("\r\n", from) : all.find('\n', from);
  };
  for (std::size_t at = 0; (at = next_break(at)) != std::string_view::npos;) {
    const bool pair = all[at] == '\r' && at + 1 < all.size() && all[at + 1] == '\n';
    at += pair ? 2 : 1;
    line_starts_.push_back(static_cast<std::uint32_t>(at));
  }
}

void SourceFile::index_blocks() const {
  if (!block_characters_.empty()) return;
  std::uint32_t characters = 0;
  for (std::uint32_t i = 0; i <= bytes_.size(); ++i) {
    if (i % block_bytes == 0) block_characters_.push_back(characters);
    if (i < bytes_.size() && !continues_character(bytes_[i])) ++characters;
  }
}

std::uint32_t SourceFile::characters_between(std::uint32_t begin, std::uint32_t end) const {
  std::uint32_t from = begin;
  std::uint32_t characters = 0;
  if (end - begin > 2 * block_bytes) {
    index_blocks();
    const std::uint32_t first = (begin + block_bytes - 1) / block_bytes;
    const std::uint32_t last = end / block_bytes;
    characters = characters_between(begin, first * block_bytes) + block_characters_[last] -
                 block_characters_[first];
    from = last * block_bytes;
  }
  for (std::uint32_t i = from; i < end; ++i) {
    if (!continues_character(bytes_[i])) ++characters;
  }
  return characters;
}

Position SourceFile::position(std::uint32_t offset) const {
  index();
  const auto size = static_cast<std::uint32_t>(bytes_.size());
  const std::uint32_t at =
      std::max(character_start(bytes_, std::min(offset, size)), line_starts_.front());
  const auto next_line = std::upper_bound(line_starts_.begin(), line_starts_.end(), at);
  const auto line = static_cast<std::uint32_t>(next_line - line_starts_.begin());
  return {line, characters_between(line_starts_[line - 1], at) + 1};
}

std::string_view SourceFile::line(std::uint32_t number) const {
  index();
  if (number == 0 || number > line_starts_.size()) return {};
  const std::string_view all = bytes_;
  const std::uint32_t begin = line_starts_[number - 1];
  const std::size_t end = number < line_starts_.size() ? line_starts_[number] : all.size();
  std::string_view text = all.substr(begin, end - begin);
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

std::uint32_t SourceFile::line_count() const {
  index();
  const bool ends_with_break = line_starts_.size() > 1 && line_starts_.back() == bytes_.size();
  return static_cast<std::uint32_t>(line_starts_.size()) - (ends_with_break ? 1 : 0);
}

Place place_of(const SourceFile& file, Span span) {
  Place place;
  place.file = file.name();
  place.span = span;
  place.begin = file.position(span.begin);
  place.end = file.position(std::max(span.begin, span.end));
  place.lines.push_back(excerpt_line(file, place.begin.line, span.begin));
  if (place.end.line > place.begin.line) {
    place.lines.push_back(excerpt_line(file, place.begin.line + 1, 0));
  }
  return place;
}

}  // namespace guiju
