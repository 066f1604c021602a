#pragma once
#include <cstdint>
#include <string>
#include <utility>

namespace guiju {

/// The languages in which guiju speaks. Chinese is the first.
enum class Language : std::uint8_t { zh, en };

/// The same words in both languages. Either may be empty where a source gave only one.
struct Localized {
  std::string zh;
  std::string en;

  /// The words in `language`; the other language's where these are empty.
  const std::string& in(Language language) const {
    const std::string& wanted = language == Language::zh ? zh : en;
    const std::string& other = language == Language::zh ? en : zh;
    return wanted.empty() ? other : wanted;
  }
  bool empty() const { return zh.empty() && en.empty(); }
  bool operator==(const Localized&) const = default;
};

/// Words that are the same in every language: a name, a number, the user's own text.
inline Localized same(std::string words) { return {words, std::move(words)}; }

}  // namespace guiju
