#include "assess/ledger.h"

#include <algorithm>

namespace guiju {

Ledger::Ledger()
    : text_numbers_(0, TextHash{&texts_}, TextEqual{&texts_}),
      key_numbers_(0, KeyHash{this}, KeyEqual{this}) {}

std::size_t Ledger::KeyHash::operator()(std::span<const Number> parts) const {
  const auto* bytes = reinterpret_cast<const char*>(parts.data());
  return std::hash<std::string_view>()({bytes, parts.size_bytes()});
}

bool Ledger::KeyEqual::operator()(std::span<const Number> left, Number right) const {
  const auto other = ledger->key(right);
  return std::equal(left.begin(), left.end(), other.begin(), other.end());
}

Ledger::Number Ledger::add_text(std::string_view text) {
  if (const auto known = text_numbers_.find(text); known != text_numbers_.end()) return *known;
  const auto number = static_cast<Number>(texts_.size());
  texts_.push_back(characters_.copy(text));
  text_numbers_.insert(number);
  return number;
}

Ledger::Number Ledger::add_key(std::span<const Number> parts) {
  if (const auto known = key_numbers_.find(parts); known != key_numbers_.end()) return *known;
  const auto number = static_cast<Number>(keys_.size());
  keys_.push_back({static_cast<std::uint32_t>(parts_.size()),
                   static_cast<std::uint32_t>(parts.size())});
  parts_.insert(parts_.end(), parts.begin(), parts.end());
  key_numbers_.insert(number);
  return number;
}

std::span<const Ledger::Number> Ledger::key(Number number) const {
  const KeyPlace place = keys_[number];
  return std::span(parts_).subspan(place.begin, place.size);
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

void Ledger::clear() {
  text_numbers_.clear();
  key_numbers_.clear();
  texts_.clear();
  parts_.clear();
  keys_.clear();
  words_.clear();
  missing_.clear();
  characters_.release();
}

}  // namespace guiju
