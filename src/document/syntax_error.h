#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "diag/diagnostic.h"
#include "text/source.h"

namespace guiju {

/// What is known where reading a document failed.
struct SyntaxError {
  std::string_view message;                ///< the YAML library's words
  std::uint32_t at = 0;                    ///< where it noticed, a byte offset
  std::uint32_t after = 0;                 ///< the end of what was read without trouble
  std::uint32_t document_end = 0;          ///< where the document's part of the file ends
  std::optional<Span> last_quoted;         ///< the last quoted text that was read
  std::optional<std::uint32_t> open_flow;  ///< the innermost `[` or `{` that is still open
};

/// Finds the mistake behind a syntax error and reports it where it was made, which is often
/// before the place where it was noticed.
void report_syntax_error(const SourceFile& source, const SyntaxError& error,
                         Diagnostics& diagnostics);

void report_open_quote(const SourceFile& source, std::uint32_t quote, Diagnostics& diagnostics);

}  // namespace guiju
