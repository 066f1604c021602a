#pragma once
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "diag/diagnostic.h"
#include "text/excerpt.h"
#include "text/unicode.h"

namespace guiju {

/// Ends the program, as a sanitizer does, where a promise is broken. `about`: by what.
inline void require(bool holds, const char* promise, std::string_view about = {}) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  if (!about.empty()) std::fprintf(stderr, "%.*s\n", static_cast<int>(about.size()), about.data());
  std::abort();
}

/// What every diagnostic keeps.
inline void check_words(const Diagnostic& diagnostic) {
  for (const Language language : {Language::zh, Language::en}) {
    const std::string message = message_of(diagnostic, language);
    require(!message.empty(), "a diagnostic says something");
    require(!find_invalid_utf8(message + remedy_of(diagnostic, language)), "a message is UTF-8");
  }
}

/// What a diagnostic about a file keeps as well.
inline void check_place(const Diagnostic& diagnostic) {
  const Place& place = diagnostic.place;
  require(place.known(), "a diagnostic about a file names the file", diagnostic.id);
  require(place.begin.line <= place.end.line, "a place ends after it begins");
  require(!find_invalid_utf8(draw_excerpt(place, "", {.width = 60})), "an excerpt is text");
}

inline void check_words(const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    check_words(diagnostic);
    check_place(diagnostic);
  }
}

}  // namespace guiju
