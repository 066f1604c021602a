#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "assess/finding.h"
#include "cel/arena.h"
#include "text/localized.h"

namespace guiju {

/// Keeps the texts and keys that facts are about, each once, and gives them numbers: facts stay
/// small, and equal things have equal numbers. What it gives lives as long as it does, or until it
/// is cleared.
class Ledger {
 public:
  using Number = std::uint32_t;
  /// A part of a key that nobody knows; in place of missing fields: none.
  static constexpr Number none = 0xFFFFFFFF;

  Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  Number add_text(std::string_view text);
  std::string_view text(Number number) const { return texts_[number]; }

  /// A key is a tuple of texts, of which some may be unknown.
  Number add_key(std::span<const Number> parts);
  std::span<const Number> key(Number number) const;
  bool fully_known(Number key) const;
  /// True if the two could be equal, whatever their unknown parts turn out to be.
  bool compatible(Number left, Number right) const;

  /// What a text means where it stands at `position` of a key; none: the text itself.
  void set_words(std::size_t position, Number text, Localized words);
  const Localized* words(std::size_t position, Number text) const;

  /// `none` for no fields.
  Number add_missing(std::vector<MissingInformation> missing);
  const std::vector<MissingInformation>& missing(Number number) const;

  void clear();

 private:
  struct KeyPlace {
    std::uint32_t begin, size;
  };
  struct TextHash {
    using is_transparent = void;
    const std::vector<std::string_view>* texts;
    std::size_t operator()(Number number) const { return (*this)((*texts)[number]); }
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  struct TextEqual {
    using is_transparent = void;
    const std::vector<std::string_view>* texts;
    bool operator()(Number left, Number right) const { return left == right; }
    bool operator()(std::string_view left, Number right) const { return left == (*texts)[right]; }
    bool operator()(Number left, std::string_view right) const { return (*texts)[left] == right; }
  };
  struct KeyHash {
    using is_transparent = void;
    const Ledger* ledger;
    std::size_t operator()(Number number) const { return (*this)(ledger->key(number)); }
    std::size_t operator()(std::span<const Number> parts) const;
  };
  struct KeyEqual {
    using is_transparent = void;
    const Ledger* ledger;
    bool operator()(Number left, Number right) const { return left == right; }
    bool operator()(std::span<const Number> left, Number right) const;
    bool operator()(Number left, std::span<const Number> right) const { return (*this)(right, left); }
  };

  cel::Arena characters_;
  std::vector<std::string_view> texts_;
  std::vector<Number> parts_;
  std::vector<KeyPlace> keys_;
  std::unordered_set<Number, TextHash, TextEqual> text_numbers_;
  std::unordered_set<Number, KeyHash, KeyEqual> key_numbers_;
  std::map<std::pair<std::size_t, Number>, Localized> words_;
  std::vector<std::vector<MissingInformation>> missing_;
};

}  // namespace guiju
