#pragma once
#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

namespace guiju {

/// Holds JSON against the part of JSON Schema that docs/report.schema.json uses. A keyword it does
/// not know is a mistake, so that nothing in the schema goes unchecked.
class Schema {
 public:
  using Json = nlohmann::json;

  explicit Schema(Json root) : root_(std::move(root)) {}

  /// What is wrong, each with its path; empty if all is well.
  std::vector<std::string> check(const Json& value) const {
    std::vector<std::string> mistakes;
    check(root_, value, "", mistakes);
    return mistakes;
  }

 private:
  using Mistakes = std::vector<std::string>;

  void check(const Json& schema, const Json& value, const std::string& path,
             Mistakes& mistakes) const {
    for (const auto& [keyword, rule] : schema.items()) {
      if (!keeps(keyword, rule, schema, value, path, mistakes)) {
        mistakes.push_back(path + ": " + keyword);
      }
    }
  }

  bool keeps(const std::string& keyword, const Json& rule, const Json& schema, const Json& value,
             const std::string& path, Mistakes& mistakes) const {
    if (keyword == "$ref") {
      check(root_.at(Json::json_pointer(rule.get<std::string>().substr(1))), value, path, mistakes);
      return true;
    }
    if (keyword == "type") return has_type(rule, value);
    if (keyword == "const") return value == rule;
    if (keyword == "enum") return std::find(rule.begin(), rule.end(), value) != rule.end();
    if (keyword == "minimum") return !value.is_number() || value >= rule;
    if (keyword == "pattern") {
      return !value.is_string() ||
             std::regex_search(value.get<std::string>(), std::regex(rule.get<std::string>()));
    }
    if (keyword == "required") {
      return std::all_of(rule.begin(), rule.end(),
                         [&](const Json& key) { return value.contains(key.get<std::string>()); });
    }
    if (keyword == "anyOf") {
      return std::any_of(rule.begin(), rule.end(), [&](const Json& choice) {
        Mistakes of_choice;
        check(choice, value, path, of_choice);
        return of_choice.empty();
      });
    }
    if (keyword == "items") {
      for (const auto& item : value) check(rule, item, path + "/*", mistakes);
      return true;
    }
    if (keyword == "properties") return keeps_properties(rule, value, path, mistakes);
    if (keyword == "additionalProperties") {
      return keeps_others(rule, schema, value, path, mistakes);
    }
    return keyword == "$schema" || keyword == "$defs" || keyword == "title" ||
           keyword == "description";
  }

  bool keeps_properties(const Json& rule, const Json& value, const std::string& path,
                        Mistakes& mistakes) const {
    for (const auto& [key, schema] : rule.items()) {
      if (value.contains(key)) check(schema, value.at(key), path + "/" + key, mistakes);
    }
    return true;
  }

  bool keeps_others(const Json& rule, const Json& schema, const Json& value,
                    const std::string& path, Mistakes& mistakes) const {
    for (const auto& [key, entry] : value.items()) {
      if (schema.contains("properties") && schema.at("properties").contains(key)) continue;
      if (rule.is_boolean()) return false;
      check(rule, entry, path + "/" + key, mistakes);
    }
    return true;
  }

  static bool has_type(const Json& rule, const Json& value) {
    if (rule.is_array()) {
      return std::any_of(rule.begin(), rule.end(),
                         [&](const Json& type) { return has_type(type, value); });
    }
    return rule == value.type_name() || (rule == "integer" && value.is_number_integer());
  }

  Json root_;
};

}  // namespace guiju
