#pragma once
#include <nlohmann/json.hpp>

#include "report/phrase.h"
#include "report/report.h"

namespace guiju {

// What reports and listings have in common as JSON. Texts come in both languages.

using Json = nlohmann::ordered_json;

Json json_of(const Localized& words);
std::string_view name_of(Severity severity);  ///< `error`
Json json_of(const Place& place);  ///< null where it is unknown
Json json_of(const std::vector<RelatedPlace>& related);
Json json_of(const std::vector<Argument>& arguments);
/// A diagnostic without what a report adds to it.
Json json_of(const Diagnostic& diagnostic);
Json json_of(const Rule& rule);
/// A clause without what came of it.
Json json_of(const Clause& clause);
/// A pack without its clauses.
Json json_of(const Pack& pack);

/// A text that is made for a language, in both.
template <typename Make>
Json json_localized(Make make) {
  return json_of(localized(make));
}

/// An array of what `make` makes of each entry.
template <typename Entries, typename Make>
Json json_array(const Entries& entries, Make make) {
  Json array = Json::array();
  for (const auto& entry : entries) array.push_back(make(entry));
  return array;
}

/// Writes it out so that it acts on no terminal: characters that would are escaped.
void write(const Json& json, std::ostream& out);
/// The same on one line.
void write_line(const Json& json, std::ostream& out);

/// Writes one JSON object piece by piece: the bytes that `write` makes of it as a whole.
class JsonWriter {
 public:
  explicit JsonWriter(std::ostream& out) : out_(out) {}

  /// The outermost object, or an object that is the next element of an array.
  void begin_object();
  void begin_array(std::string_view name);
  /// Ends what was begun last and goes on.
  void end();
  void member(std::string_view name, const Json& value);
  /// Each member of an object.
  void members(const Json& object);
  void element(const Json& value);

 private:
  struct Level {
    char closing;
    bool empty = true;
  };

  /// Goes to the place of the next member or element.
  void next();
  void put_name(std::string_view name);
  void put(const Json& value);

  std::ostream& out_;
  std::vector<Level> levels_;
};

}  // namespace guiju
