#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
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

  Ledger() = default;
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  Number add_text(std::string_view text) { return add_text(text, hash_of(text)); }
  std::string_view text(Number number) const { return texts_[number].view(); }
  /// Texts have the numbers below this.
  std::size_t texts() const { return texts_.size(); }

  /// A key is a tuple of texts, of which some may be unknown.
  Number add_key(std::span<const Number> parts);
  std::span<const Number> key(Number number) const;
  /// Keys have the numbers below this.
  std::size_t keys() const { return key_ends_.size(); }
  bool fully_known(Number number) const;
  /// True if the two could be equal, whatever their unknown parts turn out to be.
  bool compatible(Number left, Number right) const;

  /// What a text means where it stands at `position` of a key; none: the text itself.
  void set_words(std::size_t position, Number text, Localized words);
  const Localized* words(std::size_t position, Number text) const;
  using Words = std::map<std::pair<std::size_t, Number>, Localized>;
  const Words& all_words() const { return words_; }

  /// `none` for no fields.
  Number add_missing(std::vector<MissingInformation> missing);
  const std::vector<MissingInformation>& missing(Number number) const;
  /// Fields that are missing together have the numbers below this.
  std::size_t missing_lists() const { return missing_.size(); }

  // For what a ledger held that is read again: each text and key is there once, so that it is not
  // looked for, nor found when it is added another time.
  void append_text(std::string_view text) { append_text(text, hash_of(text)); }
  void append_key(std::span<const Number> parts);

  /// The number here of a text of another ledger.
  Number copy_text(const Ledger& from, Number text) {
    return add_text(from.texts_[text].view(), from.texts_[text].hash);
  }

  /// Forgets all but texts, which keep their numbers: what is added next says much the same again.
  void clear_but_texts();

 private:
  using Hash = std::uint32_t;

  /// Finds numbers by the hashes of what they stand for: a hash table, at most three quarters full.
  class Table {
   public:
    /// The number with this hash of which `is_meant` is true; none if there is none.
    template <typename IsMeant>
    Number find(Hash hash, IsMeant is_meant) const;
    void insert(Hash hash, Number number);
    void clear();

   private:
    struct Slot {
      Hash hash = 0;
      Number number = none;
    };
    void place(Slot slot);

    std::vector<Slot> slots_;  // their count is a power of two
    std::size_t used_ = 0;
  };

  struct Text {
    const char* chars;
    std::uint32_t size;
    Hash hash;
    std::string_view view() const { return {chars, size}; }
  };

  static Hash hash_of(std::string_view bytes) {
    return static_cast<Hash>(std::hash<std::string_view>()(bytes));
  }
  Number add_text(std::string_view text, Hash hash);
  void append_text(std::string_view text, Hash hash) {
    texts_.push_back(
        {characters_.copy(text).data(), static_cast<std::uint32_t>(text.size()), hash});
  }

  cel::Arena characters_;
  std::vector<Text> texts_;
  std::vector<Number> parts_;             // of the keys, one after the other
  std::vector<std::uint32_t> key_ends_;   // where each key's end
  Table text_numbers_;
  Table key_numbers_;
  Words words_;
  std::vector<std::vector<MissingInformation>> missing_;
};

/// The numbers of texts by where they lie: for those that lie there as long as this does, as the
/// texts of one dossier. Rules ask for the same again and again, and to look at where a text lies
/// costs less than to look at the text. The ledgers must not be cleared of texts meanwhile.
class TextNumbers {
 public:
  Ledger::Number of(Ledger& ledger, std::string_view text) {
    Slot& slot = slots_[slot_of(text)];
    if (slot.chars != text.data() || slot.size != text.size() || slot.ledger != &ledger) {
      slot = {text.data(), &ledger, static_cast<std::uint32_t>(text.size()),
              ledger.add_text(text)};
    }
    return slot.number;
  }

 private:
  struct Slot {
    const char* chars = nullptr;
    const Ledger* ledger = nullptr;  ///< null: the slot is free
    std::uint32_t size = 0;
    Ledger::Number number = Ledger::none;
  };
  static constexpr unsigned bits = 7;
  static std::size_t slot_of(std::string_view text) {
    const auto address = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(text.data()));
    return (address * 0x9E3779B97F4A7C15u) >> (64 - bits);
  }

  std::array<Slot, std::size_t{1} << bits> slots_{};
};

}  // namespace guiju
