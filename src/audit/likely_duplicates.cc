#include "audit/likely_duplicates.h"

#include <algorithm>
#include <bit>
#include <set>
#include <span>
#include <string>

#include "text/unicode.h"

namespace guiju {
namespace {

using Characters = std::u32string;

Characters characters_of(std::string_view text) {
  Characters characters;
  for (std::size_t at = 0; at < text.size();) characters += next_character(text, at);
  return characters;
}

bool is_sign(char32_t character) {
  constexpr std::u32string_view signs = U" .,-_/·・—–、，。“”\"'";
  return signs.find(character) != Characters::npos;
}

/// Adds a name without what stands in brackets, and without signs; all of it, where nothing else is
/// left.
void add_core(std::string_view name, Characters& cores) {
  constexpr std::u32string_view open = U"([{〔【<《";
  constexpr std::u32string_view close = U")]}〕】>》";
  const std::size_t before = cores.size();
  int depth = 0;
  for (std::size_t at = 0; at < name.size();) {
    const char32_t character = next_character(name, at);
    const bool word = character >= 0x4E00 && character <= 0x9FFF;  // no sign, and most of names
    if (!word && open.find(character) != Characters::npos) ++depth;
    else if (!word && close.find(character) != Characters::npos) depth = std::max(0, depth - 1);
    else if (depth == 0 && (word || !is_sign(character))) cores += character;
  }
  if (cores.size() == before) cores += characters_of(name);
}

/// What a text comes to as a number, from which that of a text that differs in a few places follows
/// without reading all of it again.
class RollingHash {
 public:
  void read(std::u32string_view text) {
    before_.resize(text.size() + 1);
    for (std::size_t i = 0; i < text.size(); ++i) before_[i + 1] = before_[i] * base + text[i];
    while (powers_.size() <= text.size()) powers_.push_back(powers_.back() * base);
  }
  std::uint64_t whole() const { return before_.back(); }
  /// Without the character at `at`.
  std::uint64_t without(std::size_t at) const {
    const std::size_t after = size() - at - 1;
    return before_[at] * powers_[after] + (before_.back() - before_[at + 1] * powers_[after]);
  }
  /// With two characters, at `at` and after it, for those that are there.
  std::uint64_t with(std::size_t at, char32_t first, char32_t second) const {
    const std::size_t after = size() - at - 2;
    const std::uint64_t begin = (before_[at] * base + first) * base + second;
    return begin * powers_[after] + (before_.back() - before_[at + 2] * powers_[after]);
  }

 private:
  static constexpr std::uint64_t base = 0x9E3779B97F4A7C15;
  std::size_t size() const { return before_.size() - 1; }

  std::vector<std::uint64_t> before_{0};  // what the characters before each come to
  std::vector<std::uint64_t> powers_{1};
};

/// Spreads what differs in a few bits over all of them.
std::uint64_t mixed(std::uint64_t number) {
  number = (number ^ (number >> 32)) * 0xD6E8FEB86659FD93;
  return number ^ (number >> 32);
}

/// Says quickly of nearly every number that it was not added.
class Filter {
 public:
  explicit Filter(std::size_t numbers) : words_(std::bit_ceil(numbers / 4 + 1)) {}
  void add(std::uint64_t number) { word(mixed(number)) |= bit(mixed(number)); }
  bool may_have(std::uint64_t number) { return (word(mixed(number)) & bit(mixed(number))) != 0; }

 private:
  std::uint64_t& word(std::uint64_t hash) { return words_[(hash >> 6) & (words_.size() - 1)]; }
  static std::uint64_t bit(std::uint64_t hash) { return std::uint64_t{1} << (hash & 63); }

  std::vector<std::uint64_t> words_;
};

/// Finds entries by a hash: a hash table that is at most half full. Of those with one hash it takes
/// the first, up to a bound.
class Index {
 public:
  explicit Index(std::size_t entries) : slots_(std::bit_ceil(entries * 2 + 1)) {}

  void add(std::uint64_t hash, std::uint32_t entry) {
    constexpr int most_alike = 256;
    const std::uint64_t well = mixed(hash);
    std::size_t at = well & (slots_.size() - 1);
    for (int alike = 0; slots_[at].entry != none; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].hash == high(well) && ++alike == most_alike) return;
    }
    slots_[at] = {high(well), entry};
  }

  /// Calls `visit` with the entries of this hash, and hardly ever with another.
  template <typename Visit>
  void each(std::uint64_t hash, Visit visit) const {
    const std::uint64_t well = mixed(hash);
    std::size_t at = well & (slots_.size() - 1);
    for (; slots_[at].entry != none; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].hash == high(well)) visit(slots_[at].entry);
    }
  }

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t entry = none;
  };
  static std::uint32_t high(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

  std::vector<Slot> slots_;
};

/// Names with what is compared of them.
class Comparing {
 public:
  using Name = LikelyDuplicates::Name;
  using Pair = LikelyDuplicates::Pair;
  using Key = std::span<const Ledger::Number>;

  Comparing(const std::vector<Name>& names, const std::vector<LikelyDuplicates::Sort>& sorts,
            const Ledger& ledger)
      : names_(names), ledger_(ledger), filter_(names.size()), index_(2 * names.size()) {
    for (const auto& sort : sorts) apart_.push_back(characters_of(sort.apart));
    for (std::uint32_t i = 0; i < names.size(); ++i) {
      begins_.push_back(cores_.size());
      add_core(ledger.text(names[i].text), cores_);
    }
    begins_.push_back(cores_.size());
    for (std::uint32_t i = 0; i < names.size(); ++i) {
      hash_.read(core(i));
      filter_.add(hash_.whole());
      index_.add(within(hash_.whole(), i), i);
      index_.add(hash_.whole() + anywhere, i);
    }
  }

  std::vector<Pair> pairs() {
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
      found_here_ = 0;
      hash_.read(core(i));
      look_up(i, hash_.whole(), core(i));
      const Characters& apart = apart_[names_[i].sort];
      look_up_shorter(i, apart);
      look_up_swapped(i, apart);
    }
    std::ranges::sort(found_);
    std::vector<Pair> pairs;
    std::set<std::pair<Ledger::Number, Ledger::Number>> told;
    for (const auto& [rarer, other] : found_) {
      // A name that is there with and without its place is one name.
      if (told.insert(std::minmax({names_[rarer].text, names_[other].text})).second) {
        pairs.push_back({&names_[rarer], &names_[other]});
      }
    }
    return pairs;
  }

 private:
  static constexpr std::size_t name_at = 1, within_at = 2;  // in a key
  // Where names lie, in what they are found by. What is known to lie somewhere is looked for there,
  // and among what lies who knows where; the rest is looked for everywhere.
  static constexpr std::uint64_t anywhere = 1, unknown = 2;

  Key key(std::uint32_t i) const { return ledger_.key(i); }
  std::u32string_view core(std::uint32_t i) const {
    return std::u32string_view(cores_).substr(begins_[i], begins_[i + 1] - begins_[i]);
  }
  std::uint64_t within(std::uint64_t hash, std::uint32_t i) const {
    if (!ledger_.fully_known(i)) return hash + unknown;
    for (const auto part : key(i).subspan(within_at)) hash = mixed(hash + part);
    return hash;
  }

  /// Names that lack one character of this one, but not one that tells names apart.
  void look_up_shorter(std::uint32_t i, const Characters& apart) {
    const std::u32string_view own = core(i);
    constexpr std::size_t shortest = 3;  // characters; of shorter names each says too much
    if (own.size() <= shortest) return;
    for (std::size_t at = 0; at < own.size(); ++at) {
      const std::uint64_t hash = hash_.without(at);
      if (!filter_.may_have(hash)) continue;
      const bool tells = apart.find(own[at]) != Characters::npos;
      const bool same_as_last = at > 0 && own[at] == own[at - 1];
      if (tells || same_as_last) continue;
      look_up(i, hash, Characters(own).erase(at, 1));
    }
  }

  /// Names in which two neighbouring characters have changed places, but not two that tell names
  /// apart: the 12th is not the 21st.
  void look_up_swapped(std::uint32_t i, const Characters& apart) {
    const std::u32string_view own = core(i);
    for (std::size_t at = 0; at + 1 < own.size(); ++at) {
      const std::uint64_t hash = hash_.with(at, own[at + 1], own[at]);
      if (!filter_.may_have(hash)) continue;
      const bool tells =
          apart.find(own[at]) != Characters::npos && apart.find(own[at + 1]) != Characters::npos;
      if (tells || own[at] == own[at + 1]) continue;
      Characters swapped(own);
      std::swap(swapped[at], swapped[at + 1]);
      look_up(i, hash, swapped);
    }
  }

  void look_up(std::uint32_t i, std::uint64_t hash, std::u32string_view wanted) {
    const auto look = [&](std::uint32_t other) {
      constexpr int most_found = 64;
      if (other == i || found_here_ == most_found) return;
      if (core(other) != wanted || !may_be_one(key(i), key(other))) return;
      ++found_here_;
      found_.push_back(rarer_first(i, other));
    };
    if (!ledger_.fully_known(i)) return index_.each(hash + anywhere, look);
    index_.each(within(hash, i), look);
    index_.each(hash + unknown, look);
  }

  /// Of one type, and not known to lie in different places; known to lie in one.
  static bool may_be_one(Key one, Key other) {
    if (one.size() != other.size() || one[0] != other[0]) return false;
    if (one[name_at] == other[name_at]) return false;
    bool somewhere = one.size() == within_at;
    for (std::size_t i = within_at; i < one.size(); ++i) {
      if (one[i] == Ledger::none || other[i] == Ledger::none) continue;
      if (one[i] != other[i]) return false;
      somewhere = true;
    }
    return somewhere;
  }

  std::pair<std::uint32_t, std::uint32_t> rarer_first(std::uint32_t one,
                                                      std::uint32_t other) const {
    const auto earlier = std::min(one, other);
    const auto later = std::max(one, other);
    const bool earlier_is_rarer = names_[earlier].dossiers < names_[later].dossiers;
    return earlier_is_rarer ? std::pair(earlier, later) : std::pair(later, earlier);
  }

  const std::vector<Name>& names_;
  const Ledger& ledger_;
  Characters cores_;  // one after the other
  std::vector<std::size_t> begins_;
  std::vector<Characters> apart_;  // by sort
  RollingHash hash_;
  Filter filter_;
  Index index_;
  int found_here_ = 0;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> found_;
};

}  // namespace

std::uint32_t LikelyDuplicates::number_of(const Sort& sort) {
  const auto known = std::ranges::find(sorts_, sort);
  if (known != sorts_.end()) return static_cast<std::uint32_t>(known - sorts_.begin());
  sorts_.push_back(sort);
  return static_cast<std::uint32_t>(sorts_.size() - 1);
}

void LikelyDuplicates::add(const FileJudgement& file, std::uint32_t first) {
  std::vector<std::uint32_t> sorts;
  std::vector<Ledger::Number> types;
  for (const Sort& sort : file.sorts) {
    sorts.push_back(number_of(sort));
    types.push_back(ledger_.add_text(sort.type.zh + '\n' + sort.type.en));
  }
  std::vector<Ledger::Number> parts;
  for (const auto& one : file.named) {
    parts = {types[one.sort], ledger_.copy_text(*file.ledger, one.name)};
    for (const auto part : file.ledger->key(one.within)) {
      const bool known = part != Ledger::none;
      parts.push_back(known ? ledger_.copy_text(*file.ledger, part) : part);
    }
    const std::uint32_t dossier = first + one.dossier;
    const Ledger::Number key = ledger_.add_key(parts);
    if (key == names_.size()) {
      names_.push_back({sorts[one.sort], parts[1], dossier, one.node, 1, dossier});
      continue;
    }
    // Two packs may see the same name in one dossier.
    Name& name = names_[key];
    if (name.last != dossier) ++name.dossiers;
    name.last = dossier;
  }
}

std::vector<LikelyDuplicates::Pair> LikelyDuplicates::pairs() const {
  return Comparing(names_, sorts_, ledger_).pairs();
}

}  // namespace guiju
