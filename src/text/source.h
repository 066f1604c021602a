#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace guiju {

/// A half-open range of byte offsets in one source file.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const Span&) const = default;
};

/// A place as people count: lines and columns start at 1, columns count Unicode characters.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  bool operator==(const Position&) const = default;
};

struct Place;

/// The bytes of one file and the name it is shown under. Bytes never change after construction,
/// so views into them live as long as the file. Lines end at \n, \r\n or a lone \r (as in YAML).
/// A byte order mark at the start is no character of the first line. The index of lines is made as
/// far as it is asked for; what it knows costs about the same however long the file and its lines.
/// Not safe to share between threads while positions are being asked for.
class SourceFile {
 public:
  SourceFile(std::string name, std::string bytes);

  const std::string& name() const { return name_; }
  std::string_view bytes() const { return bytes_; }

  /// Where `offset` lies. An offset past the end answers the end.
  Position position(std::uint32_t offset) const;
  /// Line `number` (from 1) without its line break; empty past the end.
  std::string_view line(std::uint32_t number) const;
  std::uint32_t line_count() const;

 private:
  /// Where a block of bytes begins: in which line, and where that line does.
  struct Block {
    std::uint32_t line = 1;
    std::uint32_t begin = 0;
  };

  friend Place place_of(const SourceFile& file, Span span);
  bool place_in_short_line(Span span, Place& place) const;
  std::uint32_t text_begin() const;
  Block line_with(std::uint32_t at) const;
  std::uint32_t next_line(std::uint32_t from, std::size_t to) const;
  void index_to(std::size_t block) const;
  std::uint32_t line_begin(std::uint32_t number) const;
  void index_blocks() const;
  std::uint32_t characters_between(std::uint32_t begin, std::uint32_t end) const;

  std::string name_;
  std::string bytes_;
  mutable std::vector<Block> lines_;  // of the blocks of bytes from the first on
  mutable Block last_;                // the last line that was found
  mutable std::uint32_t next_ = 0;    // where the one after it begins
  mutable bool carriage_returns_ = false;
  /// Characters before each block of bytes, so that columns in very long lines cost no walk. Made
  /// when the first of these is met.
  mutable std::vector<std::uint32_t> block_characters_;
};

/// One line of an excerpt, as in the file (not escaped). Of a very long line only the part
/// around the place is kept.
struct ExcerptLine {
  std::uint32_t number = 0;
  std::string text;
  std::uint32_t first_column = 1;  ///< of the text's first character in its line
  bool cut_off = false;            ///< the line goes on after the text
  bool operator==(const ExcerptLine&) const = default;
};

/// A place that outlives its source file: what a report needs to say where and to show it.
/// An empty `file` means the place is unknown (a command-line option, say).
struct Place {
  std::string file;
  Position begin;
  Position end;  ///< one past the last character; equal to `begin` where the extent is unknown
  Span span;     ///< the same in bytes
  std::vector<ExcerptLine> lines;  ///< the first line of the place; two where it spans lines

  bool known() const { return !file.empty(); }
  bool operator==(const Place&) const = default;
};

Place place_of(const SourceFile& file, Span span);

}  // namespace guiju
