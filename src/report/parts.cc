#include "report/parts.h"

#include <algorithm>

#include "assess/describe.h"
#include "cel/parse.h"
#include "cel/print.h"
#include "report/listing.h"
#include "report/phrase.h"

namespace guiju {

namespace {

void add(std::vector<Part>& parts, std::string name, Localized label, Localized words) {
  if (!words.empty())
    parts.push_back({std::move(name), std::move(label), std::move(words), {}, nullptr});
}

Localized joined(const std::vector<Localized>& all) {
  return localized([&](Language language) {
    std::vector<std::string> words;
    words.reserve(all.size());
    for (const auto& one : all) words.push_back(one.in(language));
    return join(words, language);
  });
}

std::string renamed_or_same(const std::map<std::string, std::string>& names,
                            const std::string& name) {
  const auto found = names.find(name);
  return found == names.end() ? name : found->second;
}

void rename_figures(cel::Node& node, const std::map<std::string, std::string>& figures) {
  for (const auto& child : node.children) rename_figures(*child, figures);
  if (node.kind != cel::NodeKind::select || node.children.empty()) return;
  const auto& owner = *node.children.front();
  if (owner.kind == cel::NodeKind::name && owner.text == "params") {
    node.text = renamed_or_same(figures, node.text);
  }
}

/// Adds the parts of one rule or question one after the other.
class Parts {
 public:
  explicit Parts(const Renamed& renamed) : renamed_(renamed) {}

  void words(std::string name, Localized label, Localized words) {
    add(parts_, std::move(name), std::move(label), std::move(words));
  }
  void expression(std::string name, Localized label, const Expression& expression) {
    if (!expression) return;
    words(std::move(name), std::move(label), same(canonical(expression, renamed_)));
    parts_.back().expression = &expression;
  }
  void expressions(const std::string& name, const Localized& label,
                   const std::vector<Expression>& all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      expression(all.size() == 1 ? name : fmt::format("{}[{}]", name, i), label, all[i]);
    }
  }
  void named(const std::string& name, const Localized& label,
             const std::vector<std::pair<std::string, Expression>>& all) {
    for (const auto& [key, value] : all) {
      const auto own = fmt::format("{}.{}", name, key);
      expression(own, {label.zh + " " + key, label.en + " " + key}, value);
    }
  }
  Localized id_of(const Clause& clause) const {
    return same(renamed_or_same(renamed_.clauses, clause.id));
  }
  void kind(std::string name, Localized label, const Kind* kind) {
    if (kind == nullptr) return;
    words(std::move(name), std::move(label), localized([&](Language language) {
            const auto& shape = kind->shape;
            return fmt::format("{} {}", shape.label.in(language), shape.name);
          }));
  }
  std::vector<Part> take() { return std::move(parts_); }

 private:
  const Renamed& renamed_;
  std::vector<Part> parts_;
};

const Localized yes{"是", "yes"};

void add_standing(Parts& parts, const Rule& rule) {
  parts.words("clause", {"条款", "clause"}, parts.id_of(*rule.clause));
  std::vector<Localized> also;
  for (const auto* clause : rule.also) also.push_back(parts.id_of(*clause));
  parts.words("also", {"兼判条款", "judges too"}, joined(also));
  parts.kind("kind", {"材料类型", "kind"}, rule.select.kind);
  parts.words("strength", {"力度", "strength"}, words_for(rule.strength));
  parts.words("disposition", {"处理方式", "becomes"}, words_for(rule.disposition));
  parts.words("form", {"形式", "form"}, same(std::string(name_of(rule.form))));
  if (rule.across) parts.words("across", {"全部材料合并判断", "over all dossiers together"}, yes);
}

void add_match(Parts& parts, const MatchForm& match) {
  const auto& partner = match.partner;
  if (match.same_dossier) {
    parts.words("match.kind", {"对方在", "counterpart in"}, {"同一份材料", "the same dossier"});
  } else {
    parts.kind("match.kind", {"对方在", "counterpart in"}, partner.kind);
  }
  parts.expression("match.each", {"对方逐项看", "among"}, partner.each);
  if (partner.each) parts.words("match.as", {"对方称作", "called"}, same(partner.as));
  parts.expression("match.where", {"对方只看", "among these"}, partner.where);
  parts.expressions("match.key", {"对应关系", "with the same"}, match.key);
  parts.named("match.values", {"对方取值", "of the counterpart"}, match.values);
  parts.expression("match.if", {"成对时须满足", "and if"}, match.condition);
  if (match.none) parts.words("match.expect", {"不得有对应的一项", "must have none"}, yes);
  if (match.other_dossiers) {
    parts.words("match.other_dossiers", {"同一份材料的不算", "only in other dossiers"}, yes);
  }
}

void add_groups(Parts& parts, const std::vector<GroupKey>& group) {
  for (const auto& key : group) {
    parts.expression("group.by." + key.name, {"分组按", "grouped by"}, key.key);
    parts.kind("group.universe." + key.name + ".kind", {"应有的分组取自", "groups come from"},
               key.universe_kind);
    parts.expression("group.universe." + key.name, {"应有的分组", "groups there must be"},
                     key.universe);
  }
}

void add_form(Parts& parts, const Rule& rule) {
  parts.expression("when", {"仅当", "only if"}, rule.when);
  parts.expression("each", {"逐项看", "for each of"}, rule.select.each);
  if (rule.select.each) parts.words("as", {"称作", "called"}, same(rule.select.as));
  parts.expression("where", {"只看", "of these"}, rule.select.where);
  parts.expression("distinct", {"相同的只计一次", "counted once:"}, rule.distinct);
  add_groups(parts, rule.group);
  parts.expression("count.min", {"不少于", "at least"}, rule.bounds.min);
  parts.expression("count.max", {"不超过", "at most"}, rule.bounds.max);
  parts.expression("count.exactly", {"恰为", "exactly"}, rule.bounds.exactly);
  parts.words("count.unit", {"单位", "unit"}, rule.bounds.unit);
  parts.expression("require", {"要求", "requires"}, rule.require);
  if (rule.form == Form::unique) parts.expressions("unique", {"不得重复", "unique"}, rule.key);
  if (rule.form == Form::match) {
    parts.expressions("key", {"本方对应项", "by its"}, rule.key);
    add_match(parts, rule.match);
  }
  parts.expressions("needs", {"须提供", "needs"}, rule.needs);
}

Localized version_words(const Packs& packs, const Parameter::Version& version,
                        const FieldType* type) {
  if (!version.value.is(cel::Kind::list)) return words_of(packs, version.value, type);
  std::vector<Localized> elements;
  for (const auto& element : version.value.list->elements) {
    elements.push_back(words_of(packs, element, type == nullptr ? nullptr : type->element));
  }
  return joined(elements);
}

}  // namespace

std::string canonical(const Expression& expression, const Renamed& renamed) {
  // It compiled when its pack was read.
  Diagnostics unheard;
  const auto tree = cel::parse(expression.text, {}, unheard);
  if (tree == nullptr) return expression.text;
  rename_figures(*tree, renamed.figures);
  return cel::print(*tree);
}

std::vector<Part> parts_of(const Rule& rule, const Renamed& renamed) {
  Parts parts(renamed);
  add_standing(parts, rule);
  add_form(parts, rule);
  parts.expression("at", {"指向", "points at"}, rule.at);
  parts.expression("subject", {"对象", "subject"}, rule.subject);
  parts.named("show", {"另列", "shows"}, rule.show);
  if (rule.due) parts.words("due", {"期限", "due"}, same(cel::format_date(*rule.due)));
  parts.words("message", {"说法", "message"}, rule.message);
  parts.words("fix", {"怎么办", "what to do"}, rule.fix);
  parts.words("reading", {"我们的理解", "reading"}, rule.reading);
  return parts.take();
}

std::vector<Part> parts_of(const Review& review, const Renamed& renamed) {
  Parts parts(renamed);
  parts.words("clause", {"条款", "clause"}, parts.id_of(*review.clause));
  parts.kind("kind", {"材料类型", "kind"}, review.kind);
  parts.expression("when", {"仅当", "only if"}, review.when);
  parts.words("ask", {"问题", "question"}, review.ask);
  parts.expressions("look_at", {"看什么", "look at"}, review.look_at);
  return parts.take();
}

std::vector<Part> parts_of(const Clause& clause) {
  std::vector<Part> parts;
  add(parts, "says", {"内容", "says"}, clause.says);
  add(parts, "strength", {"力度", "strength"}, words_for(clause.strength));
  add(parts, "disposition", {"处理方式", "becomes"},
      localized([&](Language language) { return dispositions_of(clause, language); }));
  add(parts, "reading", {"我们的理解", "reading"}, clause.reading);
  add(parts, "info", {"说明", "information"}, clause.info);
  return parts;
}

std::vector<Part> parts_of(const Packs& packs, const Parameter& figure, const Renamed& renamed) {
  std::vector<Part> parts;
  Part value{"value", {"取值", "value"}, words_of(packs, figure), {}, nullptr};
  if (figure.versions.size() == 1 && figure.versions.front().value.is(cel::Kind::list)) {
    for (const auto& element : figure.versions.front().value.list->elements) {
      value.elements.push_back(words_of(packs, element, figure.type->element));
    }
  }
  parts.push_back(std::move(value));
  add(parts, "type", {"类型", "type"}, same(figure.type->spelling));
  add(parts, "clause", {"条款", "clause"}, same(renamed_or_same(renamed.clauses, figure.clause)));
  return parts;
}

std::vector<Part> parts_of_head(const Pack& pack, const Renamed& renamed) {
  std::vector<Part> parts;
  add(parts, "version", {"版本", "version"}, same(pack.version));
  add(parts, "title", {"标题", "title"}, pack.title);
  add(parts, "policy.issuer", {"发文机关", "issuer"}, pack.issuer);
  add(parts, "policy.number", {"文号", "number"}, same(pack.number));
  if (pack.issued) {
    add(parts, "policy.issued", {"发文日期", "issued"}, same(cel::format_date(*pack.issued)));
  }
  add(parts, "policy.in_force", {"施行期", "in force"}, term_of(pack));
  for (const auto& [kind, condition] : pack.applies) {
    const auto* found = pack.find_kind(kind);
    const auto label = found == nullptr ? same(kind) : found->shape.label;
    add(parts, "applies." + kind, {"适用于" + label.zh, "applies to " + label.en},
        same(canonical(condition, renamed)));
  }
  for (const auto& [id, heading] : pack.sections) {
    add(parts, "sections." + id, {"标题" + id, "heading " + id}, heading);
  }
  return parts;
}

Localized words_of(const Packs& packs, const Parameter& figure) {
  std::vector<Localized> versions;
  for (const auto& version : figure.versions) {
    auto words = version_words(packs, version, figure.type);
    if (version.from) {
      const auto from = cel::format_date(*version.from);
      words = {words.zh + "（" + from + "起）", words.en + " (from " + from + ")"};
    }
    versions.push_back(std::move(words));
  }
  return joined(versions);
}

Localized term_of(const Pack& pack) {
  if (!pack.from && !pack.until) return {};
  if (!pack.from)
    return {"至" + cel::format_date(*pack.until), "until " + cel::format_date(*pack.until)};
  const auto from = cel::format_date(*pack.from);
  if (!pack.until) return {from + "起", "from " + from};
  const auto until = cel::format_date(*pack.until);
  return {from + "至" + until, "from " + from + " to " + until};
}

}  // namespace guiju
