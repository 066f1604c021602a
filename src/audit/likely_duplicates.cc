#include "audit/likely_duplicates.h"

#include <algorithm>
#include <set>
#include <unordered_map>

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
  return signs.find(character) != signs.npos;
}

/// A name without what stands in brackets, and without signs; all of it, where nothing else is left.
Characters core_of(std::string_view name) {
  constexpr std::u32string_view open = U"([{〔【<《";
  constexpr std::u32string_view close = U")]}〕】>》";
  Characters core;
  int depth = 0;
  for (const char32_t character : characters_of(name)) {
    if (open.find(character) != open.npos) ++depth;
    else if (close.find(character) != close.npos) depth = std::max(0, depth - 1);
    else if (depth == 0 && !is_sign(character)) core += character;
  }
  return core.empty() ? characters_of(name) : core;
}

struct Hash {
  std::size_t operator()(const Characters& characters) const {
    return std::hash<std::u32string>()(characters);
  }
};

/// Names with what is compared of them.
class Comparing {
 public:
  using Name = LikelyDuplicates::Name;
  using Pair = LikelyDuplicates::Pair;

  explicit Comparing(const std::vector<Name>& names) : names_(names) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      cores_.push_back(core_of(names[i].named.name));
      by_core_[cores_.back()].push_back(i);
    }
  }

  std::vector<Pair> pairs() {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const Characters apart = characters_of(names_[i].named.apart);
      look_up(i, cores_[i]);
      look_up_shorter(i, apart);
      look_up_swapped(i, apart);
    }
    std::vector<Pair> pairs;
    std::set<std::pair<std::string_view, std::string_view>> told;
    for (const auto& [rarer, other] : found_) {
      // A name that is there with and without its place is one name.
      std::pair<std::string_view, std::string_view> both(names_[rarer].named.name,
                                                         names_[other].named.name);
      if (both.second < both.first) std::swap(both.first, both.second);
      if (told.insert(both).second) pairs.push_back({&names_[rarer], &names_[other]});
    }
    return pairs;
  }

 private:
  /// Names that lack one character of this one, but not one that tells names apart.
  void look_up_shorter(std::size_t i, const Characters& apart) {
    const Characters& core = cores_[i];
    constexpr std::size_t shortest = 3;  // characters; of shorter names each says too much
    if (core.size() <= shortest) return;
    for (std::size_t at = 0; at < core.size(); ++at) {
      const bool tells = apart.find(core[at]) != apart.npos;
      const bool same_as_last = at > 0 && core[at] == core[at - 1];
      if (tells || same_as_last) continue;
      Characters shorter = core;
      shorter.erase(at, 1);
      look_up(i, shorter);
    }
  }

  /// Names in which two neighbouring characters have changed places, but not two that tell names
  /// apart: the 12th is not the 21st.
  void look_up_swapped(std::size_t i, const Characters& apart) {
    Characters swapped = cores_[i];
    for (std::size_t at = 0; at + 1 < swapped.size(); ++at) {
      const bool tells = apart.find(swapped[at]) != apart.npos &&
                         apart.find(swapped[at + 1]) != apart.npos;
      if (tells || swapped[at] == swapped[at + 1]) continue;
      std::swap(swapped[at], swapped[at + 1]);
      look_up(i, swapped);
      std::swap(swapped[at], swapped[at + 1]);
    }
  }

  void look_up(std::size_t i, const Characters& core) {
    const auto known = by_core_.find(core);
    if (known == by_core_.end()) return;
    for (const std::size_t other : known->second) {
      if (other == i || !may_be_one(names_[i].named, names_[other].named)) continue;
      found_.insert(rarer_first(i, other));
    }
  }

  /// Of one type, and not known to lie in different places; known to lie in one.
  static bool may_be_one(const FileJudgement::Named& one, const FileJudgement::Named& other) {
    if (one.type != other.type || one.within.size() != other.within.size()) return false;
    if (one.name == other.name) return false;
    bool somewhere = one.within.empty();
    for (std::size_t i = 0; i < one.within.size(); ++i) {
      if (one.within[i].empty() || other.within[i].empty()) continue;
      if (one.within[i] != other.within[i]) return false;
      somewhere = true;
    }
    return somewhere;
  }

  std::pair<std::size_t, std::size_t> rarer_first(std::size_t one, std::size_t other) const {
    const auto earlier = std::min(one, other);
    const auto later = std::max(one, other);
    const bool earlier_is_rarer = names_[earlier].dossiers < names_[later].dossiers;
    return earlier_is_rarer ? std::pair(earlier, later) : std::pair(later, earlier);
  }

  const std::vector<Name>& names_;
  std::vector<Characters> cores_;
  std::unordered_map<Characters, std::vector<std::size_t>, Hash> by_core_;
  std::set<std::pair<std::size_t, std::size_t>> found_;
};

/// The same name within the same place is the same key.
std::string key_of(const FileJudgement::Named& named) {
  std::string key = named.type.zh + '\n' + named.name;
  for (const auto& place : named.within) (key += '\n') += place;
  return key;
}

}  // namespace

void LikelyDuplicates::add(std::vector<FileJudgement::Named> named, std::uint32_t first) {
  for (auto& one : named) {
    const auto [known, fresh] = by_key_.try_emplace(key_of(one), names_.size());
    one.dossier += first;
    if (fresh) {
      const std::uint32_t dossier = one.dossier;
      names_.push_back({std::move(one), 1, dossier});
      continue;
    }
    // Two packs may see the same name in one dossier.
    Name& name = names_[known->second];
    if (name.last != one.dossier) ++name.dossiers;
    name.last = one.dossier;
  }
}

std::vector<LikelyDuplicates::Pair> LikelyDuplicates::pairs() const {
  return Comparing(names_).pairs();
}

}  // namespace guiju
