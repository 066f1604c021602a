#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/localized.h"

namespace guiju {

/// The language of LC_ALL, LC_MESSAGES or LANG, the first that is set: Chinese for `zh…` and
/// where no language is named (C, POSIX, nothing); English for all others.
Language language_of_locale();

/// The language that the words ask for with `--lang`, else the locale's. Looked at before
/// parsing, so that trouble with the words is told in the language asked for.
Language language_of(const std::vector<std::string>& words);

enum class Stream : std::uint8_t { out, err };

/// Whether a stream is a terminal that can colour, erase and draw anew.
bool is_capable_terminal(Stream stream);

/// Whether colours are wanted on a stream: `always`, `never`, or by NO_COLOR and whether it is a
/// terminal that has them.
bool wants_colour(std::string_view choice, Stream stream);

/// Terminal cells of a line; 100 where the stream is no terminal, so that a saved report does
/// not depend on the window it was made in.
std::size_t width_of(Stream stream);

/// Cells of a line of the terminal that a stream is; none where it is no terminal or does not say.
std::optional<std::size_t> columns_of(Stream stream);

/// Whether this is a step of a workflow of GitHub Actions.
bool in_github_actions();

/// Today in China (UTC+8, no summer time), in days since 1970-01-01, whatever the machine's zone.
std::int64_t today();

}  // namespace guiju
