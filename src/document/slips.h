#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "diag/diagnostic.h"
#include "document/document.h"

namespace guiju {

/// Slips of people who type Chinese: each is valid text to YAML, and means something else.
enum class SlipKind : std::uint8_t {
  full_width_colon,     ///< `名称：甲`
  colon_without_space,  ///< `名称:甲`
  full_width_dash,      ///< `－ 甲`
  odd_space,            ///< an ideographic or invisible space as indentation or after the colon
};

/// A slip at bytes [begin, end) of the line it was found in.
struct Slip {
  SlipKind kind;
  std::size_t begin;
  std::size_t end;
};

/// The slip in a line that was meant as `key: value` or `- element`; none if there is no sign
/// of one. `line` starts after indentation.
std::optional<Slip> find_slip(std::string_view line);

/// The same in the lines of bytes [begin, end) of a source, with offsets in the source.
std::optional<Slip> find_slip_in_lines(std::string_view bytes, std::uint32_t begin,
                                       std::uint32_t end);

/// Reports `slip`, whose offsets are in `source`.
void report_slip(const SourceFile& source, const Slip& slip, Diagnostics& diagnostics);

/// For callers who met text where a mapping or a list should be: reports the slip that made it
/// so, if there is one, and answers whether it did. One mistake, one message.
bool report_slip_in(const Document& document, NodeId scalar, Diagnostics& diagnostics);

}  // namespace guiju
