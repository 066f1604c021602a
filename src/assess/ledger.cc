#include "assess/ledger.h"

#include <algorithm>

namespace guiju {

template <typename IsMeant>
Ledger::Number Ledger::Table::find(Hash hash, IsMeant is_meant) const {
  if (slots_.empty()) return none;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask; slots_[at].number != none; at = (at + 1) & mask) {
    if (slots_[at].hash == hash && is_meant(slots_[at].number)) return slots_[at].number;
  }
  return none;
}

void Ledger::Table::insert(Hash hash, Number number) {
  if (4 * (used_ + 1) > 3 * slots_.size()) {
    std::vector<Slot> grown(std::max<std::size_t>(64, 2 * slots_.size()));
    grown.swap(slots_);
    for (const Slot& slot : grown) {
      if (slot.number != none) place(slot);
    }
  }
  place({hash, number});
  ++used_;
}

void Ledger::Table::place(Slot slot) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = slot.hash & mask;
  while (slots_[at].number != none) at = (at + 1) & mask;
  slots_[at] = slot;
}

void Ledger::Table::clear() {
  if (used_ > 0) std::fill(slots_.begin(), slots_.end(), Slot{});
  used_ = 0;
}

Ledger::Number Ledger::add_text(std::string_view text, Hash hash) {
  const Number known =
      text_numbers_.find(hash, [&](Number number) { return texts_[number].view() == text; });
  if (known != none) return known;
  const auto number = static_cast<Number>(texts_.size());
  append_text(text, hash);
  text_numbers_.insert(hash, number);
  return number;
}

Ledger::Number Ledger::add_key(std::span<const Number> parts) {
  const Hash hash = hash_of({reinterpret_cast<const char*>(parts.data()), parts.size_bytes()});
  const Number known = key_numbers_.find(hash, [&](Number number) {
    const auto other = key(number);
    return std::equal(parts.begin(), parts.end(), other.begin(), other.end());
  });
  if (known != none) return known;
  const auto number = static_cast<Number>(key_ends_.size());
  append_key(parts);
  key_numbers_.insert(hash, number);
  return number;
}

void Ledger::append_key(std::span<const Number> parts) {
  parts_.insert(parts_.end(), parts.begin(), parts.end());
  key_ends_.push_back(static_cast<std::uint32_t>(parts_.size()));
}

std::span<const Ledger::Number> Ledger::key(Number number) const {
  const std::uint32_t begin = number == 0 ? 0 : key_ends_[number - 1];
  return std::span(parts_).subspan(begin, key_ends_[number] - begin);
}

bool Ledger::fully_known(Number number) const {
  const auto parts = key(number);
  return std::find(parts.begin(), parts.end(), none) == parts.end();
}

bool Ledger::compatible(Number left, Number right) const {
  const auto one = key(left);
  const auto other = key(right);
  for (std::size_t i = 0; i < one.size(); ++i) {
    if (one[i] != none && other[i] != none && one[i] != other[i]) return false;
  }
  return true;
}

void Ledger::set_words(std::size_t position, Number text, Localized words) {
  words_.insert_or_assign({position, text}, std::move(words));
}

const Localized* Ledger::words(std::size_t position, Number text) const {
  if (words_.empty()) return nullptr;
  const auto found = words_.find({position, text});
  return found == words_.end() ? nullptr : &found->second;
}

Ledger::Number Ledger::add_missing(std::vector<MissingInformation> missing) {
  if (missing.empty()) return none;
  missing_.push_back(std::move(missing));
  return static_cast<Number>(missing_.size() - 1);
}

const std::vector<MissingInformation>& Ledger::missing(Number number) const {
  static const std::vector<MissingInformation> nothing;
  return number == none ? nothing : missing_[number];
}

void Ledger::clear_but_texts() {
  key_numbers_.clear();
  parts_.clear();
  key_ends_.clear();
  words_.clear();
  missing_.clear();
}

}  // namespace guiju
