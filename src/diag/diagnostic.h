#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/localized.h"
#include "text/source.h"

namespace guiju {

/// How grave a diagnostic is. An error in a dossier is reported like a finding; an error in a
/// pack or in the call makes the run untrustworthy.
enum class Severity : std::uint8_t { error, warning, note };

/// One row of the catalogue of diagnostics: what an id means. Templates hold `{name}` places
/// that a diagnostic's arguments fill.
struct CatalogEntry {
  std::string_view id;  ///< stable once released, such as `yaml-duplicate-key`
  Severity severity;
  std::string_view message_zh, message_en;
  std::string_view remedy_zh, remedy_en;  ///< what to do; may be empty
};

/// A named value for the message. Values may differ by language (labels do).
struct Argument {
  std::string name;
  Localized value;
  bool operator==(const Argument&) const = default;
};

/// Another place that belongs to the matter, and why.
struct RelatedPlace {
  Localized why;
  Place place;
};

/// Trouble with an input itself: a file, a pack, an expression, the call. Never a judgement
/// about a dossier's content; that is a finding.
struct Diagnostic {
  std::string_view id;  ///< of the catalogue
  Place place;
  std::vector<Argument> arguments;
  std::vector<RelatedPlace> related;
};

/// Every catalogue entry, in the order of the parts of the program that use them.
std::vector<const CatalogEntry*> catalog();
/// The entry of `id`; null if there is none.
const CatalogEntry* find_entry(std::string_view id);

/// Replaces each `{name}` of `pattern` by the argument of that name. An unknown name stays.
std::string fill(std::string_view pattern, std::span<const Argument> arguments, Language language);

Severity severity_of(const Diagnostic& diagnostic);
std::string message_of(const Diagnostic& diagnostic, Language language);
std::string remedy_of(const Diagnostic& diagnostic, Language language);

/// Where diagnostics are gathered, in the order in which they were met.
class Diagnostics {
 public:
  /// Adds one. `id` must be in the catalogue. The reference lives until the next call.
  Diagnostic& add(std::string_view id, Place place, std::vector<Argument> arguments = {});

  /// Adds one that was gathered elsewhere.
  void add(Diagnostic diagnostic) { all_.push_back(std::move(diagnostic)); }
  /// Adds others after those that are there.
  void add(std::vector<Diagnostic> others);

  const std::vector<Diagnostic>& all() const { return all_; }
  std::vector<Diagnostic> take() { return std::move(all_); }
  bool has_errors() const;
  bool empty() const { return all_.empty(); }

 private:
  std::vector<Diagnostic> all_;
};

}  // namespace guiju
