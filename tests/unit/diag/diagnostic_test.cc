#include "diag/diagnostic.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

namespace guiju {
namespace {

/// The `{name}` places of a template. Other braces are text.
std::set<std::string> placeholders(std::string_view pattern) {
  std::set<std::string> names;
  for (std::size_t open = pattern.find('{'); open != std::string_view::npos;
       open = pattern.find('{', open + 1)) {
    const std::size_t close = pattern.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    const bool is_name = !name.empty() && std::all_of(name.begin(), name.end(), [](char byte) {
      return (byte >= 'a' && byte <= 'z') || byte == '_';
    });
    if (is_name) names.emplace(name);
  }
  return names;
}

bool is_kebab_case(std::string_view id) {
  const bool letters = std::all_of(id.begin(), id.end(), [](char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-';
  });
  return letters && !id.empty() && id.front() != '-' && id.back() != '-' &&
         id.find("--") == std::string_view::npos;
}

TEST_CASE("ids of the catalogue are unique and in kebab case") {
  std::set<std::string_view> ids;
  for (const CatalogEntry* entry : catalog()) {
    CAPTURE(entry->id);
    CHECK(ids.insert(entry->id).second);
    CHECK(is_kebab_case(entry->id));
    CHECK(find_entry(entry->id) == entry);
  }
  CHECK(ids.count("yaml-duplicate-key") == 1);
}

TEST_CASE("every entry speaks both languages with the same arguments") {
  for (const CatalogEntry* entry : catalog()) {
    CAPTURE(entry->id);
    CHECK_FALSE(entry->message_zh.empty());
    CHECK_FALSE(entry->message_en.empty());
    CHECK(entry->remedy_zh.empty() == entry->remedy_en.empty());
    CHECK(placeholders(entry->message_zh) == placeholders(entry->message_en));
    CHECK(placeholders(entry->remedy_zh) == placeholders(entry->remedy_en));
  }
}

TEST_CASE("English messages are lower case and end without a full stop") {
  for (const CatalogEntry* entry : catalog()) {
    CAPTURE(entry->id);
    for (const std::string_view words : {entry->message_en, entry->remedy_en}) {
      CHECK_FALSE(words.ends_with('.'));
      // Acronyms and names (`CEL`, `YAML`) keep their capitals.
      const bool capital = words.size() > 1 && words[0] >= 'A' && words[0] <= 'Z' &&
                           words[1] >= 'a' && words[1] <= 'z';
      CHECK_FALSE(capital);
    }
    CHECK_FALSE(entry->message_zh.ends_with("。"));
  }
}

TEST_CASE("an unknown id has no entry") { CHECK(find_entry("no-such-thing") == nullptr); }

TEST_CASE("arguments fill their places in the language asked for") {
  const std::vector<Argument> arguments{{"who", {"甲", "A"}}, {"n", same("3")}};
  CHECK(fill("{who}有{n}家", arguments, Language::zh) == "甲有3家");
  CHECK(fill("{n} of {who}, {n}", arguments, Language::en) == "3 of A, 3");
  CHECK(fill("", arguments, Language::zh).empty());
}

TEST_CASE("braces that name no argument stay as they are") {
  const std::vector<Argument> arguments{{"a", same("1")}};
  CHECK(fill("{b} {a} {", arguments, Language::en) == "{b} 1 {");
  CHECK(fill("{{a}}", arguments, Language::en) == "{1}");
  CHECK(fill("{", arguments, Language::en) == "{");
  CHECK(fill("}{a}", arguments, Language::en) == "}1");
}

TEST_CASE("an argument's own braces are text") {
  const std::vector<Argument> arguments{{"a", same("{b}")}, {"b", same("no")}};
  CHECK(fill("{a}{b}", arguments, Language::en) == "{b}no");
}

TEST_CASE("an argument given in one language serves for both") {
  const std::vector<Argument> arguments{{"a", {"甲", ""}}};
  CHECK(fill("{a}", arguments, Language::en) == "甲");
}

TEST_CASE("diagnostics keep their order and say what they are in both languages") {
  Diagnostics diagnostics;
  CHECK(diagnostics.empty());
  CHECK_FALSE(diagnostics.has_errors());

  diagnostics.add("yaml-duplicate-key", {}, {{"key", same("名称")}, {"line", same("3")}});
  diagnostics.add("yaml-tab", {});
  REQUIRE(diagnostics.all().size() == 2);
  CHECK(diagnostics.has_errors());

  const Diagnostic& first = diagnostics.all()[0];
  CHECK(first.id == "yaml-duplicate-key");
  CHECK(severity_of(first) == Severity::error);
  CHECK(message_of(first, Language::zh) == "“名称”写了两次（第一次在第3行）");
  CHECK(message_of(first, Language::en) == "`名称` is given twice (first on line 3)");
  CHECK_FALSE(remedy_of(first, Language::zh).empty());
  CHECK_FALSE(remedy_of(first, Language::en).empty());
}

TEST_CASE("a diagnostic's id outlives the text it was given by") {
  Diagnostics diagnostics;
  {
    const std::string id = "yaml-tab";
    diagnostics.add(id, {});
  }
  CHECK(diagnostics.all()[0].id == "yaml-tab");
}

}  // namespace
}  // namespace guiju
