#include "diag/diagnostic.h"

#include <algorithm>
#include <iterator>
#include <array>
#include <cassert>
#include <unordered_map>
#include <utility>

#include "diag/catalog.h"

namespace guiju {

std::vector<const CatalogEntry*> catalog() {
  std::vector<const CatalogEntry*> entries;
  for (const auto* part :
       {&document_catalog, &cel_catalog, &pack_catalog, &lint_catalog, &dossier_catalog,
        &run_catalog}) {
    for (const CatalogEntry& entry : *part) entries.push_back(&entry);
  }
  return entries;
}

const CatalogEntry* find_entry(std::string_view id) {
  static const auto by_id = [] {
    std::unordered_map<std::string_view, const CatalogEntry*> entries;
    for (const CatalogEntry* entry : catalog()) entries.emplace(entry->id, entry);
    return entries;
  }();
  const auto found = by_id.find(id);
  return found == by_id.end() ? nullptr : found->second;
}

namespace {

/// A sentence that is longer nobody reads: it was made to be long.
constexpr std::size_t longest_sentence = 8'192;  // bytes

/// `text`, of one that is too long the beginning.
std::string shortened(std::string text) {
  if (text.size() <= longest_sentence) return text;
  std::size_t end = longest_sentence;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text + "…";
}

}  // namespace

std::string fill(std::string_view pattern, std::span<const Argument> arguments, Language language) {
  std::string result;
  while (!pattern.empty() && result.size() <= longest_sentence) {
    const std::size_t open = pattern.find('{');
    const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    const auto argument = std::find_if(arguments.begin(), arguments.end(),
                                       [name](const Argument& a) { return a.name == name; });
    // A brace that opens no argument is text, and one may open inside what follows it.
    const std::size_t used = argument == arguments.end() ? open + 1 : close + 1;
    result += pattern.substr(0, argument == arguments.end() ? used : open);
    if (argument != arguments.end()) {
      result += std::string_view(argument->value.in(language)).substr(0, longest_sentence + 1);
    }
    pattern.remove_prefix(used);
  }
  return shortened(std::move(result.append(pattern)));
}

Severity severity_of(const Diagnostic& diagnostic) {
  const CatalogEntry* entry = find_entry(diagnostic.id);
  return entry != nullptr ? entry->severity : Severity::error;
}

std::string message_of(const Diagnostic& diagnostic, Language language) {
  const CatalogEntry* entry = find_entry(diagnostic.id);
  if (entry == nullptr) return std::string(diagnostic.id);
  const auto pattern = language == Language::zh ? entry->message_zh : entry->message_en;
  return fill(pattern, diagnostic.arguments, language);
}

std::string remedy_of(const Diagnostic& diagnostic, Language language) {
  const CatalogEntry* entry = find_entry(diagnostic.id);
  if (entry == nullptr) return {};
  const auto pattern = language == Language::zh ? entry->remedy_zh : entry->remedy_en;
  return fill(pattern, diagnostic.arguments, language);
}

Diagnostic& Diagnostics::add(std::string_view id, Place place, std::vector<Argument> arguments) {
  const CatalogEntry* entry = find_entry(id);
  assert(entry != nullptr && "a diagnostic's id must be in the catalogue");
  // The catalogue's own text of the id outlives the caller's.
  const std::string_view lasting = entry != nullptr ? entry->id : id;
  return all_.emplace_back(Diagnostic{lasting, std::move(place), std::move(arguments), {}});
}

void Diagnostics::add(std::vector<Diagnostic> others) {
  std::move(others.begin(), others.end(), std::back_inserter(all_));
}

bool Diagnostics::has_errors() const {
  return std::any_of(all_.begin(), all_.end(),
                     [](const Diagnostic& d) { return severity_of(d) == Severity::error; });
}

}  // namespace guiju
