#include "write.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace reference {

const char* const kinds_yaml = R"(
enums:
  Level:
    label: {zh: 级别, en: level}
    values:
      city: {zh: city, en: city}
      county: {zh: county, en: county}
      village: {zh: village, en: village}
types:
  Site:
    label: {zh: 场所, en: site}
    fields:
      area: {type: name, label: {zh: 地区, en: area}}
      rooms: {type: int, label: {zh: 房间, en: rooms}}
  Unit:
    label: {zh: 单位, en: unit}
    title: tag
    fields:
      tag: {type: string, required: true, label: {zh: 标签, en: tag}}
      name: {type: name, label: {zh: 名称, en: name}}
      level: {type: Level, label: {zh: 级别, en: level}}
      beds: {type: int, label: {zh: 床位, en: beds}}
      staff: {type: int, label: {zh: 人员, en: staff}}
      agreed: {type: bool, label: {zh: 同意, en: agreed}}
      since: {type: date, label: {zh: 起始, en: since}}
      skills: {type: list(name), label: {zh: 专长, en: skills}}
      site: {type: Site, label: {zh: 场所, en: site}}
      city: {type: ref(towns), where: {level: city}, label: {zh: 市, en: city}}
      county: {type: ref(towns), where: {level: county}, within: city, label: {zh: 县, en: county}}
      paper: {type: document, label: {zh: 协议, en: paper}}
      note: {type: string, label: {zh: 备注, en: note}}
kinds:
  Alpha:
    label: {zh: 甲类, en: alpha}
    title: tag
    date: filed
    fields: &fields
      tag: {type: string, required: true, label: {zh: 标签, en: tag}}
      filed: {type: date, label: {zh: 日期, en: filed}}
      topic: {type: name, label: {zh: 专科, en: topic}}
      level: {type: Level, label: {zh: 级别, en: level}}
      target: {type: int, label: {zh: 目标, en: target}}
      agreed: {type: bool, label: {zh: 同意, en: agreed}}
      skills: {type: list(name), label: {zh: 专长, en: skills}}
      site: {type: Site, label: {zh: 场所, en: site}}
      city: {type: ref(towns), where: {level: city}, label: {zh: 市, en: city}}
      charter: {type: document, label: {zh: 章程, en: charter}}
      members: {type: list(Unit), label: {zh: 成员, en: members}}
      leads: {type: list(Unit), label: {zh: 组长, en: leads}}
      others: {type: list(Unit), label: {zh: 其他, en: others}}
      note: {type: string, label: {zh: 备注, en: note}}
  Beta:
    label: {zh: 乙类, en: beta}
    title: tag
    date: filed
    fields: *fields
  Gamma:
    label: {zh: 丙类, en: gamma}
    title: tag
    date: filed
    fields: *fields
)";

// ---------------------------------------------------------------- expressions

namespace {

std::string joined(const std::vector<Expression>& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ", ") + text_of(part);
  return text;
}

/// `a.?b.?c`: every step may be absent.
std::string optional_field(const Expression& field) {
  const Expression& holder = field.of[0];
  const std::string before =
      holder.op == Op::field ? optional_field(holder) : text_of(holder);
  return before + ".?" + field.name;
}

const char* sign_of(Op op) {
  switch (op) {
    case Op::both: return " && ";
    case Op::either: return " || ";
    case Op::equal: return " == ";
    case Op::unequal: return " != ";
    case Op::less: return " < ";
    case Op::at_most: return " <= ";
    case Op::more: return " > ";
    case Op::at_least: return " >= ";
    case Op::in: return " in ";
    case Op::add: return " + ";
    case Op::subtract: return " - ";
    case Op::multiply: return " * ";
    case Op::divide: return " / ";
    case Op::modulo: return " % ";
    default: return nullptr;
  }
}

const char* function_of(Op op) {
  switch (op) {
    case Op::size: return "size";
    case Op::add_days: return "add_days";
    case Op::days_between: return "days_between";
    case Op::all: return "all";
    case Op::exists: return "exists";
    case Op::exists_one: return "exists_one";
    case Op::filter: return "filter";
    case Op::map: return "map";
    default: throw std::logic_error("no function");
  }
}

}  // namespace

std::string text_of(const Expression& expression) {
  const auto& of = expression.of;
  switch (expression.op) {
    case Op::truth: return expression.number != 0 ? "true" : "false";
    case Op::integer: return std::to_string(expression.number);
    case Op::text: return '"' + expression.name + '"';
    case Op::day: return "date(\"" + text_of(Day{expression.number}) + "\")";
    case Op::as_of: return "as_of";
    case Op::favoured: return "lists.favoured";
    case Op::parameter: return "params." + expression.name;
    case Op::variable: return expression.name;
    case Op::field: return text_of(of[0]) + "." + expression.name;
    case Op::has: return "has(" + text_of(of[0]) + "." + expression.name + ")";
    case Op::or_value: return optional_field(of[0]) + ".orValue(" + text_of(of[1]) + ")";
    case Op::negate: return "!(" + text_of(of[0]) + ")";
    case Op::choose:
      return "(" + text_of(of[0]) + " ? " + text_of(of[1]) + " : " + text_of(of[2]) + ")";
    case Op::list: return "[" + joined(of) + "]";
    case Op::size:
    case Op::add_days:
    case Op::days_between: return std::string(function_of(expression.op)) + "(" + joined(of) + ")";
    default: break;
  }
  if (const char* sign = sign_of(expression.op)) {
    return "(" + text_of(of[0]) + sign + text_of(of[1]) + ")";
  }
  return text_of(of[0]) + "." + function_of(expression.op) + "(" + expression.name + ", " +
         text_of(of[1]) + ")";
}

// ---------------------------------------------------------------- dossiers

namespace {

std::string flow_of(const Record& record);

std::string text_of(const Datum& datum) {
  std::string text;
  switch (datum.kind) {
    case Datum::Kind::integer: return std::to_string(datum.integer);
    case Datum::Kind::boolean: return datum.boolean ? "true" : "false";
    case Datum::Kind::text:
    case Datum::Kind::row:
    case Datum::Kind::unreadable: return datum.text;
    case Datum::Kind::day: return text_of(datum.day);
    case Datum::Kind::record: return flow_of(datum.records.front());
    case Datum::Kind::texts:
      for (const auto& one : datum.texts) text += (text.empty() ? "" : ", ") + one;
      return "[" + text + "]";
    case Datum::Kind::records:
      for (const auto& one : datum.records) text += "\n  - " + flow_of(one);
      return text.empty() ? "[]" : text;
  }
  return text;
}

std::string flow_of(const Record& record) {
  std::string text;
  for (const auto& [name, datum] : record.fields) {
    text += (text.empty() ? "" : ", ") + name + ": " + text_of(datum);
  }
  return "{" + text + "}";
}

}  // namespace

std::string yaml_of(const Dossier& dossier) {
  std::string text = "kind: " + dossier.kind + "\n";
  for (const auto& [name, datum] : dossier.root.fields) text += name + ": " + text_of(datum) + "\n";
  if (dossier.justifications.empty()) return text;
  text += "justifications:\n";
  for (const auto& one : dossier.justifications) {
    text += "  - {rule: " + one.rule;
    if (!one.subject.empty()) text += ", subject: " + one.subject;
    text += ", reason: 新建, approved_by: 某局, date: 2024-07-01";
    text += one.complete ? ", number: 1号}\n" : "}\n";
  }
  return text;
}

// ---------------------------------------------------------------- packs

namespace {

std::string quoted(const Expression& expression) { return "'" + text_of(expression) + "'"; }

std::string keys_of(const std::vector<Expression>& key) {
  std::string text;
  for (const auto& part : key) text += (text.empty() ? "" : ", ") + quoted(part);
  return "[" + text + "]";
}

class RuleText {
 public:
  explicit RuleText(const Rule& rule) : rule_(rule) {
    line(0, "- id: " + rule.id);
    static constexpr std::array strengths{"must", "in-principle", "encouraged"};
    line(1, std::string("strength: ") + strengths.at(static_cast<std::size_t>(rule.strength)));
    line(1, "kind: " + rule.select.kind);
    if (rule.across) line(1, "across: audit");
    expression(1, "when", rule.when);
    select(1, rule.select);
    expression(1, "distinct", rule.distinct);
    if (rule.due) line(1, "due: " + text_of(*rule.due));
    form();
  }
  const std::string& text() const { return text_; }

 private:
  void line(int depth, const std::string& content) {
    text_ += std::string(6 + 2 * static_cast<std::size_t>(depth), ' ') + content + "\n";
  }
  void expression(int depth, const std::string& name, const Maybe& expression) {
    if (expression) line(depth, name + ": " + quoted(*expression));
  }
  void select(int depth, const Selection& selection) {
    expression(depth, "each", selection.each);
    if (selection.each) line(depth, "as: " + selection.as);
    expression(depth, "where", selection.where);
  }
  void form() {
    switch (rule_.form) {
      case Form::require: expression(1, "require", rule_.require); break;
      case Form::unique: line(1, "unique: " + keys_of(rule_.key)); break;
      case Form::evidence: line(1, "needs: " + keys_of(rule_.needs)); break;
      case Form::match: match(); break;
      case Form::group: group(); [[fallthrough]];
      case Form::count:
        line(1, "count:");
        expression(2, "min", rule_.bounds.min);
        expression(2, "max", rule_.bounds.max);
        expression(2, "exactly", rule_.bounds.exactly);
    }
  }
  void match() {
    const Match& match = rule_.match;
    line(1, "key: " + keys_of(rule_.key));
    line(1, "match:");
    if (!match.same_dossier) line(2, "kind: " + match.partner.kind);
    select(2, match.partner);
    line(2, "key: " + keys_of(match.key));
    if (!match.values.empty()) {
      line(2, "values:");
      for (const auto& [name, value] : match.values) line(3, name + ": " + quoted(value));
    }
    expression(2, "if", match.condition);
    if (match.none) line(2, "expect: none");
    if (match.other_dossiers) line(2, "other_dossiers: true");
  }
  void group() {
    line(1, "group:");
    line(2, "by:");
    for (const auto& part : rule_.group) line(3, part.name + ": " + quoted(part.key));
    const auto has_universe = [](const GroupKey& part) { return part.universe.has_value(); };
    if (std::none_of(rule_.group.begin(), rule_.group.end(), has_universe)) return;
    line(2, "universe:");
    for (const auto& part : rule_.group) {
      if (!part.universe) continue;
      if (part.universe_kind.empty()) {
        line(3, part.name + ": " + quoted(*part.universe));
      } else {
        line(3, part.name + ": {kind: " + part.universe_kind + ", each: " +
                    quoted(*part.universe) + "}");
      }
    }
  }

  const Rule& rule_;
  std::string text_;
};

std::string parameter_text(const std::string& name, const Parameter& parameter) {
  std::string text = "  " + name + ": {clause: 一.1";
  if (parameter.type == Parameter::Type::texts) text += ", type: list(name)";
  if (parameter.type == Parameter::Type::levels) text += ", type: list(Level)";
  if (parameter.versions.size() == 1) {
    return text + ", value: " + text_of(parameter.versions.front().second) + "}\n";
  }
  text += ", dated: [";
  for (std::size_t i = 0; i < parameter.versions.size(); ++i) {
    const auto& [from, datum] = parameter.versions[i];
    text += std::string(i == 0 ? "" : ", ") + "{from: " + text_of(from) +
            ", value: " + text_of(datum) + "}";
  }
  return text + "]}\n";
}

}  // namespace

std::string towns_yaml() {
  const auto version = [](const std::string& term, Day day) {
    std::string keys;
    for (const auto& code : favoured(day)) keys += (keys.empty() ? "\"" : ", \"") + code + "\"";
    return "      - {" + term + ", keys: [" + keys + "]}\n";
  };
  const Day last{favoured_change().number - 1};
  std::string text = R"(
table: towns
label: {zh: 区划, en: town}
key: code
names: [name]
suffixes: [市, 县]
parent: parent
fields: {code: string, name: name, level: string, parent: string, remote: bool}
lists:
  favoured:
    label: {zh: 照顾县, en: favoured counties}
    versions:
)" + version("until: " + text_of(last), last) +
                     version("from: " + text_of(favoured_change()), favoured_change()) + "rows:\n";
  for (const auto& town : towns()) {
    text += "  - {code: \"" + town.code + "\", name: " + town.name + ", level: " + town.level;
    if (!town.parent.empty()) text += ", parent: \"" + town.parent + "\"";
    if (town.remote) text += std::string(", remote: ") + (*town.remote ? "true" : "false");
    text += "}\n";
  }
  return text;
}

std::string yaml_of(const Pack& pack) {
  std::string text = R"(
pack: trial
version: 1.0.0
title: {zh: 试行办法, en: trial measures}
policy: {issuer: {zh: 某局, en: a bureau}, number: 某〔2024〕1号, in_force: {from: 2000-01-01}}
)";
  if (!pack.parameters.empty()) text += "params:\n";
  for (const auto& [name, parameter] : pack.parameters) text += parameter_text(name, parameter);
  text += "clauses:\n  - id: 一.1\n    says: {zh: 某项要求, en: some requirement}\n";
  std::string rules, evidence, programme;
  for (const auto& rule : pack.rules) {
    std::string& section = rule.due                        ? programme
                           : rule.form == Form::evidence ? evidence
                                                         : rules;
    section += RuleText(rule).text();
  }
  if (!rules.empty()) text += "    rules:\n" + rules;
  if (!evidence.empty()) text += "    evidence:\n" + evidence;
  if (!programme.empty()) text += "    programme:\n" + programme;
  return text;
}

}  // namespace reference
