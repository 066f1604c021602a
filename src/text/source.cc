#include "text/source.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>
#include <utility>

#include "text/unicode.h"

namespace guiju {
namespace {

constexpr std::uint32_t block_bytes = 1024;
/// The same of the index of lines, of which a walk through half a block remains.
constexpr std::uint32_t line_block_bytes = 256;
/// There is no such line.
constexpr std::uint32_t nowhere = 0xFFFFFFFF;
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

std::uint32_t SourceFile::text_begin() const {
  return bytes_.starts_with(byte_order_mark) ? std::uint32_t{byte_order_mark.size()} : 0;
}

/// Where the line after the one that holds `from` begins, if that ends before `to`; else nowhere.
inline std::uint32_t SourceFile::next_line(std::uint32_t from, std::size_t to) const {
  const std::string_view all = bytes_;
  if (!carriage_returns_) {
    if (from >= to) return nowhere;
    const void* found = std::memchr(all.data() + from, '\n', to - from);
    if (found == nullptr) return nowhere;
    return static_cast<std::uint32_t>(static_cast<const char*>(found) - all.data() + 1);
  }
  const std::size_t at = all.substr(0, to).find_first_of("\r\n", from);
  if (at == std::string_view::npos) return nowhere;
  const bool pair = all[at] == '\r' && at + 1 < all.size() && all[at + 1] == '\n';
  return static_cast<std::uint32_t>(at + (pair ? 2 : 1));
}

/// Makes the index as far as this block, of which there is one for the end of the file as well.
void SourceFile::index_to(std::size_t block) const {
  if (lines_.empty()) {
    carriage_returns_ = bytes_.find('\r') != std::string::npos;
    last_ = {1, text_begin()};
    next_ = next_line(last_.begin, bytes_.size());
  }
  while (lines_.size() <= block) {
    const std::size_t begin = lines_.size() * line_block_bytes;
    while (next_ <= begin) {
      last_ = {last_.line + 1, next_};
      next_ = next_line(next_, bytes_.size());
    }
    lines_.push_back(last_);
  }
}

/// Where a line begins, its number from 1; nowhere if there are not as many.
std::uint32_t SourceFile::line_begin(std::uint32_t number) const {
  const std::size_t last_block = bytes_.size() / line_block_bytes;
  index_to(0);
  while (lines_.back().line < number && lines_.size() <= last_block) {
    index_to(std::min(2 * lines_.size(), last_block));
  }
  const auto after = std::ranges::lower_bound(lines_, number, {}, &Block::line);
  if (after != lines_.end() && after->line == number) return after->begin;
  // It begins within the block before that.
  const auto before = static_cast<std::uint32_t>(after - lines_.begin() - 1);
  const std::size_t end = std::min(std::size_t{before + 1} * line_block_bytes, bytes_.size());
  Block line = lines_[before];
  std::uint32_t next = next_line(std::max(line.begin, before * line_block_bytes), end);
  for (; next != nowhere && line.line < number; next = next_line(next, end)) {
    line = {line.line + 1, next};
  }
  return line.line == number ? line.begin : nowhere;
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

/// The line that holds `at`, which is not before the text.
SourceFile::Block SourceFile::line_with(std::uint32_t at) const {
  const std::uint32_t block = at / line_block_bytes;
  index_to(block);
  Block line = lines_[block];
  std::uint32_t next = next_line(std::max(line.begin, block * line_block_bytes), at);
  for (; next <= at; next = next_line(next, at)) line = {line.line + 1, next};
  return line;
}

Position SourceFile::position(std::uint32_t offset) const {
  const auto size = static_cast<std::uint32_t>(bytes_.size());
  const std::uint32_t at = std::max(character_start(bytes_, std::min(offset, size)), text_begin());
  const Block line = line_with(at);
  return {line.line, characters_between(line.begin, at) + 1};
}

std::string_view SourceFile::line(std::uint32_t number) const {
  const std::uint32_t begin = number == 0 ? nowhere : line_begin(number);
  if (begin == nowhere) return {};
  const std::string_view all = bytes_;
  const std::size_t end = std::min<std::size_t>(line_begin(number + 1), all.size());
  std::string_view text = all.substr(begin, end - begin);
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

std::uint32_t SourceFile::line_count() const {
  const auto size = static_cast<std::uint32_t>(bytes_.size());
  const Position end = position(size);
  const bool ends_with_break = end.line > 1 && line_begin(end.line) == size;
  return end.line - (ends_with_break ? 1 : 0);
}

/// The usual case of a place: within a line that is shown whole, which is found once.
bool SourceFile::place_in_short_line(Span span, Place& place) const {
  const std::string_view all = bytes_;
  const auto whole = [all](std::uint32_t at) { return character_start(all, at) == at; };
  if (span.begin < text_begin() || span.end < span.begin || span.end > all.size()) return false;
  if (!whole(span.begin) || !whole(span.end)) return false;
  const Block line = line_with(span.begin);
  const std::uint32_t next =
      next_line(line.begin, std::min<std::size_t>(line.begin + longest_excerpt, all.size()));
  if (next == nowhere || span.end >= next) return false;
  std::string_view text = all.substr(line.begin, next - line.begin);
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  place.begin = {line.line, characters_between(line.begin, span.begin) + 1};
  place.end = {line.line, place.begin.column + characters_between(span.begin, span.end)};
  place.lines.push_back({line.line, std::string(text), 1, false});
  return true;
}

Place place_of(const SourceFile& file, Span span) {
  Place place;
  place.file = file.name();
  place.span = span;
  if (file.place_in_short_line(span, place)) return place;
  place.begin = file.position(span.begin);
  place.end = file.position(std::max(span.begin, span.end));
  place.lines.push_back(excerpt_line(file, place.begin.line, span.begin));
  if (place.end.line > place.begin.line) {
    place.lines.push_back(excerpt_line(file, place.begin.line + 1, 0));
  }
  return place;
}

}  // namespace guiju
