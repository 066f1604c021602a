#pragma once
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "text/localized.h"

namespace guiju {

/// One phrase in the reader's language; both templates take the same arguments.
template <typename... T>
std::string say(Language language, fmt::format_string<const T&...> zh,
                fmt::format_string<const T&...> en, const T&... arguments) {
  return fmt::format(language == Language::zh ? zh : en, arguments...);
}

/// A word that changes with the language and takes no arguments.
inline std::string_view word(Language language, std::string_view zh, std::string_view en) {
  return language == Language::zh ? zh : en;
}

/// Made in both languages by one function of the language.
template <typename Make>
Localized localized(Make make) {
  return {make(Language::zh), make(Language::en)};
}

/// “words”, as both languages quote.
inline std::string in_quotes(std::string_view words) { return fmt::format("“{}”", words); }

/// `1 error`, `2 errors`. Chinese needs none of this.
inline std::string counted(std::size_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

/// The parts with the separator of the language between them: 、 or a comma.
std::string join(const std::vector<std::string>& parts, Language language);

/// The same of clauses: ， or a comma. Parts that are empty are left out.
std::string listed(std::vector<std::string> parts, Language language);

/// A unit such as `institutions`, as it reads after this number. Packs give English units in the
/// plural.
std::string unit_for(std::int64_t number, const Localized& unit, Language language);

}  // namespace guiju
