#pragma once
#include <span>
#include <string>

namespace guiju {

/// A regular expression (as JSON Schema has them: ECMA-262, also read by Python) for every way in
/// which guiju takes `spelling`: letters in either case and width, punctuation in either width,
/// spaces where they say nothing. Rarer compatibility characters (㈠, ﬁ) are not in it. Not anchored.
std::string spelling_pattern(const std::string& spelling);

/// A whole text that is one of `spellings`, but none of `except` letter by letter.
std::string spellings_pattern(std::span<const std::string> spellings,
                              std::span<const std::string> except);

/// `characters` (ASCII) as a class that matches each in both widths: `[0-9０-９]` is
/// `width_class("0123456789")`.
std::string width_class(std::string_view characters);

}  // namespace guiju
