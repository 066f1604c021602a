#include "scenario.h"

#include <array>
#include <cstdio>
#include <cstdlib>

#include "promise.h"

namespace guiju {
namespace {

using Words = const char*;

/// Few, so that names meet.
constexpr std::array<Words, 8> names{"甲医院", "乙医院", "甲 医院", "甲医院（东院）",
                                     "Ａ院",   "a院",    "乙",      "123"};

/// What means something to somebody who shows it.
constexpr std::array<Words, 26> traps{"</script><script>alert(1)</script>",
                                      "<img src=x onerror=alert(1)>",
                                      "\" onclick=\"x",
                                      "']]>",
                                      "<!-- ",
                                      "&lt;&#x1b;",
                                      "=1+1",
                                      "＝1",
                                      "-2",
                                      "@x",
                                      "\t=1",
                                      "\x1b[31m\x1b]0;x\x07",
                                      "\xc2\x9b[1m",
                                      "::error file=a::b",
                                      "a\nb",
                                      "a\r\n::stop-commands::x",
                                      "\xe2\x80\xae反",
                                      "\xe2\x80\xa8",
                                      "{subject}{found}{gap}{x}",
                                      "%s%n%25",
                                      "[x](http://y.example)|`a`",
                                      "*a* _b_ #1 @team",
                                      "'); DROP TABLE findings;--",
                                      "\xef\xbf\xbe\xef\xbf\xbf",
                                      "_x001b_\\u{1b}",
                                      "</style>"};

class Maker {
 public:
  Maker(Choices choices, bool hostile) : choices_(choices), hostile_(hostile) {}

 protected:
  bool chance(std::size_t of_256) { return choices_.chance(of_256); }

  std::string text() {
    const std::size_t kind = choices_.below(hostile_ ? 8 : 32);
    if (kind == 1) return std::string(choices_.bytes());
    if (kind == 2) return choices_.pick(traps) + std::string(choices_.bytes());
    if (hostile_ && kind > 4) return choices_.pick(traps);
    return choices_.pick(names);
  }

  std::string words() { return "{zh: " + quoted(text()) + ", en: " + quoted(text()) + "}"; }

  Choices choices_;
  bool hostile_;
};

// ---- expressions ----

enum class Element : std::uint8_t { none, unit, text };

/// What an expression may speak of.
struct Sight {
  bool alliance = true;
  Element element = Element::none;
  std::string name = "m";  ///< of the element
};

constexpr std::array<Words, 9> of_alliance{
    "has(dossier.members)",
    "dossier.topic == \"甲\"",
    "size(dossier.members) > params.least",
    "dossier.members.exists(u, u.consent)",
    "dossier.members.all(u, u.level == \"county\")",
    "dossier.term.from < dossier.term.to",
    "dossier.filed < as_of",
    "has(dossier.charter.number)",
    "dossier.lead.map(u, u.name).exists(n, n == dossier.name)"};
constexpr std::array<Words, 5> of_recommendation{
    "has(dossier.units)", "dossier.city.code == \"01\"", "dossier.filed <= as_of",
    "dossier.units.exists_one(u, u.level == \"city\")",
    "dossier.city.name.contains(dossier.topic)"};
constexpr std::array<Words, 12> of_unit{"M.level == \"county\"",
                                        "M.consent",
                                        "M.beds >= params.few",
                                        "M.county.code in lists.remote",
                                        "M.city.code == \"01\"",
                                        "has(M.paper)",
                                        "M.beds / (M.beds - 3) > 1",
                                        "M.name.matches(\"^甲|院$\")",
                                        "M.paper.date < as_of",
                                        "M.name != dossier.topic",
                                        "M.level in [\"city\", \"county\"]",
                                        "places.exists(q, q.code == M.county.parent)"};
constexpr std::array<Words, 3> of_text{"M == dossier.topic", "M != \"\"",
                                       "M.size() > params.least"};

constexpr std::array<Words, 4> keys_of_alliance{"dossier.topic", "dossier.name", "dossier.filed",
                                                "dossier.term.from"};
constexpr std::array<Words, 3> keys_of_recommendation{"dossier.topic", "dossier.city.code",
                                                      "dossier.filed"};
constexpr std::array<Words, 9> keys_of_unit{"M.name",        "M.level",      "M.city.code",
                                            "M.beds",        "M.consent",    "M.paper.number",
                                            "M.county.name", "M.paper.date", "M.beds * 2 + 1"};

std::string named(std::string expression, const std::string& name) {
  for (auto at = expression.find("M"); at != std::string::npos; at = expression.find("M", at)) {
    expression.replace(at, 1, name);
    at += name.size();
  }
  return expression;
}

class Expressions : public Maker {
 public:
  using Maker::Maker;

 protected:
  std::string condition(const Sight& sight, int depth = 0) {
    const std::size_t kind = depth < 3 ? choices_.below(10) : 0;
    const auto part = [&] { return condition(sight, depth + 1); };
    switch (kind) {
      case 1:
        return "!(" + part() + ")";
      case 2:
        return "(" + part() + " && " + part() + ")";
      case 3:
        return "(" + part() + " || " + part() + ")";
      case 4:
        return "(" + part() + " ? " + part() + " : " + part() + ")";
      default:
        return atom(sight);
    }
  }

  std::string atom(const Sight& sight) {
    const bool of_element = sight.element != Element::none && !chance(64);
    if (of_element && sight.element == Element::unit) {
      return named(choices_.pick(of_unit), sight.name);
    }
    if (of_element) return named(choices_.pick(of_text), sight.name);
    return sight.alliance ? choices_.pick(of_alliance) : choices_.pick(of_recommendation);
  }

  /// A value that things can be told apart by.
  std::string key(const Sight& sight) {
    if (sight.element == Element::unit && !chance(48)) {
      return named(choices_.pick(keys_of_unit), sight.name);
    }
    if (sight.element == Element::text && !chance(48)) return sight.name;
    return sight.alliance ? choices_.pick(keys_of_alliance) : choices_.pick(keys_of_recommendation);
  }

  /// Of two sides that are held against each other: a key of each, of one type.
  std::pair<std::string, std::string> keys(const Sight& own, const Sight& other) {
    if (own.element == Element::unit && other.element == Element::unit && !chance(32)) {
      const std::string pattern = choices_.pick(keys_of_unit);
      return {named(pattern, own.name), named(pattern, other.name)};
    }
    if (own.element != Element::none && other.element != Element::none) {
      return {own.element == Element::unit ? own.name + ".name" : own.name,
              other.element == Element::unit ? other.name + ".name" : other.name};
    }
    return {"dossier.topic", "dossier.topic"};
  }
};

// ---- the pack ----

constexpr std::array<Words, 3> strengths{"must", "in-principle", "encouraged"};
constexpr std::array<Words, 9> bounds{
    "params.few", "params.least",       "params.dated",   "0", "1",
    "2",          "size(dossier.lead)", "params.few - 1", "3"};

class PackMaker : public Expressions {
 public:
  using Expressions::Expressions;

  std::string parameters() { return "  few: {value: " + number(6) + ", clause: 一.1}\n"; }

  std::string clauses() {
    std::string all = under_clause();
    for (std::size_t i = choices_.below(3); i > 0; --i) {
      all += "  - id: 一." + std::to_string(++clauses_) +
             "\n    strength: " + choices_.pick(strengths) + "\n    says: " + words() + "\n";
      all += under_clause();
    }
    return all;
  }

 private:
  std::string number(std::size_t bound) { return std::to_string(choices_.below(bound)); }
  std::string id() { return "r" + std::to_string(++rules_); }
  static std::string field(const std::string& name, const std::string& value) {
    return ", " + name + ": " + value;
  }
  static std::string expression(const std::string& name, const std::string& value) {
    return field(name, quoted(value));
  }

  std::string under_clause() {
    static constexpr std::array<Words, 2> dispositions{"rules", "programme"};
    std::string all = std::string("    ") + choices_.pick(dispositions) + ":\n";
    const bool due = all.find("programme") != std::string::npos;
    for (std::size_t i = choices_.below(3) + 1; i > 0; --i) all += rule(due);
    if (chance(100)) all += "    evidence:\n" + evidence();
    if (chance(100)) all += "    review:\n" + review();
    if (chance(16)) all += "    info: " + words() + "\n";
    return all;
  }

  /// The fields that say which elements; `sight` is what the rest may speak of.
  std::string selection(Sight& sight, bool with_kind) {
    std::string made;
    if (with_kind) {
      sight.alliance = !chance(80);
      made = field("kind", sight.alliance ? "Alliance" : "Recommendation");
    }
    static constexpr std::array<Words, 5> lists{
        "dossier.members", "dossier.lead", "dossier.members.filter(u, u.consent)",
        "dossier.members + dossier.lead", "[dossier.topic]"};
    static constexpr std::array<Words, 3> units{"dossier.units", "[dossier.topic]",
                                                "dossier.units.filter(u, u.level == 'city')"};
    if (chance(48)) {
      sight.element = Element::none;
      return made;
    }
    const std::string each = sight.alliance ? choices_.pick(lists) : choices_.pick(units);
    sight.element = each.front() == '[' ? Element::text : Element::unit;
    made += expression("each", each) + field("as", sight.name);
    if (chance(120)) made += expression("where", condition(sight));
    return made;
  }

  std::string bound() {
    static constexpr std::array<Words, 3> sides{"min", "max", "exactly"};
    std::string made = std::string(choices_.pick(sides)) + ": " + quoted(choices_.pick(bounds));
    if (made.starts_with("min") && chance(64)) made += ", max: " + quoted(choices_.pick(bounds));
    if (chance(64)) made += ", unit: " + words();
    return "{" + made + "}";
  }

  std::string match(const Sight& own) {
    Sight partner{.alliance = own.alliance, .element = Element::none, .name = "p"};
    const bool other_kind = chance(128);
    const std::string chosen = selection(partner, other_kind);
    const auto [left, right] = keys(own, partner);
    std::string made = "key: [" + quoted(right) + "]" + chosen;
    if (chance(64)) made += ", expect: none";
    if (chance(48)) made += ", other_dossiers: true";
    if (chance(64)) {
      made += ", values: {v: " + quoted(key(partner)) +
              "}, if: " + quoted(chance(128) ? condition(own) : std::string("v == v"));
    }
    return field("key", "[" + quoted(left) + "]") + field("match", "{" + made + "}");
  }

  std::string group(const Sight& sight) {
    const std::string by = key(sight);
    std::string made = "by: {k: " + quoted(by);
    const bool second = chance(64);
    if (second) made += ", l: " + quoted(key(sight));
    made += "}";
    static constexpr std::array<Words, 4> universes{
        "\"[\\\"甲医院\\\", \\\"乙医院\\\", \\\"丙\\\"]\"", "\"places.map(p, p.code)\"",
        "{kind: Alliance, each: \"[dossier.topic]\"}",
        "{kind: Recommendation, each: \"dossier.units.map(u, u.name)\"}"};
    if (chance(120)) made += std::string(", universe: {k: ") + choices_.pick(universes) + "}";
    return field("group", "{" + made + "}") + field("count", bound());
  }

  std::string form(const Sight& sight, bool& counts) {
    const std::size_t kind = choices_.below(5);
    counts = kind == 1 || kind == 2;
    switch (kind) {
      case 1:
        return (chance(80) ? expression("distinct", key(sight)) : "") + field("count", bound());
      case 2:
        return group(sight);
      case 3:
        return expression("unique", key(sight));
      case 4:
        return match(sight);
      default:
        return expression("require", condition(sight));
    }
  }

  std::string rule(bool due) {
    Sight sight;
    std::string made = "id: " + id() + selection(sight, true);
    if (chance(64)) made += expression("when", condition({.alliance = sight.alliance, .name = {}}));
    bool counts = false;
    made += form(sight, counts);
    if (chance(100)) made += ", across: audit";
    if (due && chance(200)) made += ", due: 202" + number(9) + "-06-01";
    if (chance(64)) made += field("strength", choices_.pick(strengths));
    if (chance(32) && clauses_ > 1) made += ", also: [一.1]";
    return "      - {" + made + telling(sight, counts) + "}\n";
  }

  /// The fields that decide what a finding says.
  std::string telling(const Sight& sight, bool counts) {
    std::string made;
    if (chance(32)) made += expression("at", key(sight));
    if (chance(32)) made += expression("subject", "string(" + key(sight) + ")");
    const bool shows = chance(48);
    if (shows) made += ", show: {w: " + quoted(key(sight)) + "}";
    const std::string holes = std::string("{subject}") +
                              (counts ? "{found}/{required}/{gap}" : "") + (shows ? "{w}" : "");
    for (const char* const name : {"message", "fix"}) {
      if (chance(48))
        made += field(name, "{zh: " + quoted(holes + plain()) + ", en: " + quoted(holes) + "}");
    }
    if (chance(24)) made += field("reading", words());
    return made;
  }

  /// Words without holes that nothing fills.
  std::string plain() {
    std::string made = text();
    std::erase(made, '{');
    return made;
  }

  std::string evidence() {
    Sight sight;
    std::string made = "id: " + id() + selection(sight, true);
    static constexpr std::array<Words, 3> of_units{"M.paper", "M.consent", "M.name"};
    static constexpr std::array<Words, 3> of_dossiers{"dossier.charter", "dossier.members",
                                                      "dossier.topic"};
    std::string needs =
        sight.element == Element::unit
            ? named(choices_.pick(of_units), sight.name)
            : std::string(sight.alliance ? choices_.pick(of_dossiers) : "dossier.units");
    if (chance(64))
      needs = quoted(needs) + ", " + quoted(key(sight));
    else
      needs = quoted(needs);
    return "      - {" + made + field("needs", "[" + needs + "]") + "}\n";
  }

  std::string review() {
    const Sight sight{.alliance = !chance(64), .element = Element::none, .name = {}};
    std::string made =
        "id: " + id() + field("kind", sight.alliance ? "Alliance" : "Recommendation");
    made += field("ask", words());
    if (chance(64)) made += expression("when", condition(sight));
    if (chance(128)) made += field("look_at", "[" + quoted(key(sight)) + "]");
    return "      - {" + made + "}\n";
  }

  std::size_t rules_ = 0;
  std::size_t clauses_ = 1;
};

// ---- dossiers ----

constexpr std::array<Words, 9> dates{"2024-08-01",   "2025-03-15", "2024/6/30",
                                     "2024年7月1日", "2023-01-01", "2027-01-01",
                                     "2024-02-30",   "昨天",       "[]"};
constexpr std::array<Words, 7> levels{"county", "city", "县级", "区级", "市级", "国家级", "{}"};
constexpr std::array<Words, 9> cities{"东山市", "东山",   "\"01\"", "西山市",  "北京市",
                                      "清河县", "\"02\"", "~",      "[东山市]"};
constexpr std::array<Words, 6> counties{"清河县", "白石县", "\"22\"", "清河", "东山市", "\"11\""};
constexpr std::array<Words, 8> figures{"3",  "0", "120", "-4", "4", "许多", "9223372036854775807",
                                       "1.5"};
constexpr std::array<Words, 6> flags{"true", "是", "false", "否", "也许", "\"no\""};

class DossierMaker : public Maker {
 public:
  using Maker::Maker;

  std::string file() {
    std::string made = document();
    while (chance(48) && !choices_.empty()) made += "---\n" + document();
    return made;
  }

 private:
  /// A field under one of its names, or not at all.
  void field(const char* english, const char* chinese, const std::string& value) {
    if (chance(40)) return;
    made_ += std::string(chance(100) ? chinese : english) + ": " + value + "\n";
  }

  std::string document() {
    made_.clear();
    const bool alliance = !chance(90);
    if (chance(6))
      made_ += "kind: " + quoted(text()) + "\n";
    else
      made_ += alliance ? "kind: Alliance\n" : "类型: 推荐\n";
    field("filed", "申报日期", choices_.pick(dates));
    field("topic", "专科", quoted(text()));
    if (alliance)
      of_alliance();
    else
      of_recommendation();
    if (chance(24)) made_ += "id: " + quoted(text()) + "\n";
    if (chance(16))
      made_ += "policy: " + (chance(64) ? quoted(text()) : std::string("trial")) + "\n";
    if (chance(16)) made_ += quoted(text()) + ": " + quoted(text()) + "\n";
    if (chance(64)) justifications();
    return made_;
  }

  void of_alliance() {
    field("name", "名称", quoted(text()));
    field("members", "成员单位", units());
    field("lead", "组长单位", chance(64) ? unit() : units());
    field("term", "任期",
          chance(64) ? std::string("2024-01-01/2025-01-01")
                     : "{from: " + std::string(choices_.pick(dates)) +
                           ", to: " + choices_.pick(dates) + "}");
    field("charter", "章程", document_value());
  }

  void of_recommendation() {
    field("city", "市", choices_.pick(cities));
    field("units", "推荐单位", units());
  }

  std::string units() {
    std::string made = "[";
    for (std::size_t i = choices_.below(5); i > 0; --i)
      made += (made.size() > 1 ? ", " : "") + unit();
    return made + "]";
  }

  std::string unit() {
    if (chance(8)) return quoted(text());
    std::string made = "{";
    const auto add = [&](const char* english, const char* chinese, auto value) {
      if (chance(60)) return;
      if (made.size() > 1) made += ", ";
      made += std::string(chance(80) ? chinese : english) + ": " + value();
    };
    const auto of = [&](const auto& words) {
      return [&] { return std::string(choices_.pick(words)); };
    };
    add("name", "名称", [&] { return quoted(text()); });
    add("level", "级别", of(levels));
    add("beds", "床位数", of(figures));
    add("city", "所在市", of(cities));
    add("county", "所在县", of(counties));
    add("consent", "同意", of(flags));
    add("paper", "协议", [&] { return document_value(); });
    return made + "}";
  }

  std::string document_value() {
    switch (choices_.below(5)) {
      case 0:
        return quoted(text());
      case 1:
        return "{number: " + quoted(text()) + ", date: " + choices_.pick(dates) + "}";
      case 2:
        return "{标题: " + quoted(text()) + "}";
      case 3:
        return "{file: " + quoted(text()) + "}";
      default:
        return "{}";
    }
  }

  void justifications() {
    made_ += "justifications:\n";
    for (std::size_t i = choices_.below(3) + 1; i > 0; --i) {
      made_ += "  - {rule: " + std::string(chance(128) ? "r" : "trial/r") +
               std::to_string(choices_.below(6) + 1);
      if (chance(80)) made_ += ", subject: " + quoted(text());
      if (!chance(40)) made_ += ", reason: " + quoted(text());
      if (!chance(40)) made_ += ", approved_by: " + quoted(text()) + ", number: " + quoted(text());
      if (!chance(40)) made_ += std::string(", date: ") + choices_.pick(dates);
      made_ += "}\n";
    }
  }

  std::string made_;
};

AuditOptions options_of(Choices& choices) {
  AuditOptions options;
  options.today = cel::parse_date("2025-06-01").value();
  if (choices.chance(40)) options.as_of = cel::parse_date("2024-09-01");
  options.outside_term = choices.chance(40);
  if (choices.chance(16)) options.rules = {"r1"};
  if (choices.chance(16)) options.packs = {"trial"};
  return options;
}

}  // namespace

std::string quoted(std::string_view text) {
  std::string made = "\"";
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t begin = offset;
    const char32_t character = next_character(text, offset);
    std::array<char, 16> escape{};
    if (character == U'"' || character == U'\\') {
      made += '\\';
      made += static_cast<char>(character);
    } else if (character < 0x20 || (character > 0x7e && character < 0xa0) || character > 0xffff ||
               character == 0xfeff || character == 0xfffe || character == 0xffff ||
               character == 0xfffd || character == 0x2028 || character == 0x2029) {
      std::snprintf(escape.data(), escape.size(), "\\U%08x", static_cast<unsigned>(character));
      made += escape.data();
    } else {
      made.append(text, begin, offset - begin);
    }
  }
  return made + '"';
}

Scenario make_scenario(Choices choices, bool hostile) {
  Scenario made;
  made.options = options_of(choices);
  const std::size_t files = choices.below(3) + 1;
  PackMaker pack(choices.part(1, 2), hostile);
  made.parameters = pack.parameters();
  made.under_clause = pack.clauses();
  for (std::size_t i = 0; i < files; ++i) {
    Choices own = choices.part(1, files - i);
    std::string name = "file" + std::to_string(i + 1) + ".yaml";
    if (hostile && own.chance(64)) name = std::to_string(i + 1) + std::string(own.pick(traps));
    made.files.emplace_back(std::move(name), DossierMaker(own, hostile).file());
  }
  return made;
}

namespace {

/// For whoever looks into an input.
void show(const Scenario& scenario) {
  std::fprintf(stderr, "%s%s", scenario.parameters.c_str(), scenario.under_clause.c_str());
  for (const auto& [name, bytes] : scenario.files) {
    std::fprintf(stderr, "--- %s\n%s", quoted(name).c_str(), bytes.c_str());
  }
}

}  // namespace

Staged::Staged(const Scenario& scenario) : world(scenario.under_clause, scenario.parameters) {
  if (std::getenv("GUIJU_SHOW_SCENARIO") != nullptr) {
    show(scenario);
    for (const auto& diagnostic : world.diagnostics.all()) {
      std::fprintf(stderr, "%s:%u: %s\n", diagnostic.place.file.c_str(),
                   diagnostic.place.begin.line, message_of(diagnostic, Language::en).c_str());
    }
  }
  check_words(world.diagnostics);
  require(sound() == !world.diagnostics.has_errors(), "a pack is read, or its mistakes are told");
  for (const auto& [name, bytes] : scenario.files) {
    Diagnostics reading;
    auto source = check_source(name, bytes, {}, reading);
    check_words(reading);
    require((source == nullptr) == reading.has_errors(), "what is refused is reported");
    if (source != nullptr) sources.push_back(std::move(source));
  }
}

std::vector<const SourceFile*> Staged::files() const {
  std::vector<const SourceFile*> all;
  for (const auto& source : sources) all.push_back(source.get());
  return all;
}

}  // namespace guiju
