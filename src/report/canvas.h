#pragma once
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"

namespace guiju {

/// What a piece of text is for; a terminal with colours shows it.
enum class Ink : std::uint8_t { plain, error, warning, note, good, faint, strong };

Ink ink_of(Severity severity);

/// `text` in lines of at most `width` terminal cells. Breaks at spaces and between Chinese
/// characters, never before a closing mark nor after an opening one. A word longer than a line
/// keeps a line of its own. The lines are parts of `text`.
std::vector<std::string_view> wrap(std::string_view text, std::size_t width);

/// Lines of text for a terminal. All that is put there is made printable first, so nothing a
/// dossier holds can act on the terminal.
class Canvas {
 public:
  Canvas(std::ostream& out, const RenderOptions& options) : out_(out), options_(options) {}
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;
  Canvas(Canvas&&) = delete;
  Canvas& operator=(Canvas&&) = delete;
  ~Canvas();

  Language language() const { return options_.language; }
  const RenderOptions& options() const { return options_; }
  std::size_t width() const { return options_.width; }
  std::size_t column() const { return column_; }

  Canvas& put(std::string_view text, Ink ink = Ink::plain);
  /// `text` filled with spaces to `cells`.
  Canvas& cell(std::string_view text, std::size_t cells, Ink ink = Ink::plain);
  /// Spaces until `text` ends at the right edge; on a line of its own if there is no room.
  Canvas& right(std::string_view text, Ink ink);
  /// Text that goes on, wrapped, from where the line stands; further lines are indented.
  Canvas& flow(std::string_view text, std::size_t indent, Ink ink = Ink::plain);
  void end_line();
  /// One empty line, however often it is asked for; none at the top.
  void gap();

 private:
  /// Puts what is printable already, and takes so many cells.
  void write(std::string_view shown, std::size_t cells, Ink ink);
  void write_spaces(std::size_t cells);

  std::ostream& out_;
  const RenderOptions& options_;
  std::string line_;  ///< as far as it is not in `out_` yet
  std::size_t column_ = 0;
  bool empty_line_ = true;
};

}  // namespace guiju
