#include "audit/mutants.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cel/parse.h"
#include "cel/print.h"
#include "pack/compile.h"
#include "pack/formula.h"
#include "pack/impl.h"
#include "pack/limits.h"

namespace guiju {
namespace {

/// A change that is its own way back: `held` and what stands in `slot` change places.
template <typename Value>
std::function<void()> swap_with(Value& slot, Value held) {
  return [&slot, held = std::make_shared<Value>(std::move(held))] { std::swap(slot, *held); };
}

std::string text_of(const cel::Value& value) {
  if (value.is(cel::Kind::date)) return cel::format_date(value.days);
  return value.is(cel::Kind::string) ? std::string(value.text()) : cel::to_string(value);
}

// ---- expressions ----

/// The ends of a long expression, cut between characters.
std::string shortened(const std::string& text) {
  constexpr std::size_t most = 60;
  if (text.size() <= most) return text;
  const auto inside = [&text](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  std::size_t head = most / 2;
  while (inside(head)) --head;
  std::size_t tail = text.size() - most / 2;
  while (inside(tail)) ++tail;
  return text.substr(0, head) + " … " + text.substr(tail);
}

using cel::Operator;

constexpr std::pair<Operator, Operator> turned_operators[]{
    {Operator::less, Operator::less_equal},       {Operator::less_equal, Operator::less},
    {Operator::greater, Operator::greater_equal}, {Operator::greater_equal, Operator::greater},
    {Operator::equal, Operator::not_equal},       {Operator::not_equal, Operator::equal},
};

/// An expression changed in one place.
struct Variant {
  std::string text;      ///< the whole
  std::string from, to;  ///< the part that changed
};

class Variants {
 public:
  /// Each takes room of its own; when there is none left, the rest is not made.
  Variants(cel::NodePtr root, std::size_t size, Steps& room)
      : root_(std::move(root)), size_(size), room_(room) {}

  std::vector<Variant> collect() {
    visit(root_);
    return std::move(variants_);
  }

 private:
  void visit(cel::NodePtr& slot) {
    if (room_.used_up()) return;
    drop_negation(slot);
    turn(*slot);
    for (auto& child : slot->children) visit(child);
  }

  /// The variant in which `field` of `node` holds `other`.
  template <typename Value>
  void with(const cel::Node& node, Value& field, Value other) {
    if (!room_.spend(size_)) return;
    const std::string from = cel::print(node);
    std::swap(field, other);
    variants_.push_back({cel::print(*root_), from, cel::print(node)});
    std::swap(field, other);
  }

  void turn(cel::Node& node) {
    switch (node.kind) {
      case cel::NodeKind::binary:
        for (const auto& [from, to] : turned_operators) {
          if (node.op != from) continue;
          with(node, node.op, to);
          break;
        }
        break;
      case cel::NodeKind::logical_and:
        with(node, node.kind, cel::NodeKind::logical_or);
        break;
      case cel::NodeKind::logical_or:
        with(node, node.kind, cel::NodeKind::logical_and);
        break;
      case cel::NodeKind::call:
        if (!node.member) break;
        if (node.text == "all") with(node, node.text, std::string("exists"));
        else if (node.text == "exists") with(node, node.text, std::string("all"));
        break;
      case cel::NodeKind::literal:
        if (node.literal.kind != cel::Kind::integer) break;
        with(node, node.literal.integer, node.literal.integer - 1);
        with(node, node.literal.integer, node.literal.integer + 1);
        break;
      default:
        break;
    }
  }

  void drop_negation(cel::NodePtr& slot) {
    if (slot->kind != cel::NodeKind::unary || slot->op != Operator::logical_not) return;
    if (!room_.spend(size_)) return;
    const std::string from = cel::print(*slot);
    cel::NodePtr negation = std::move(slot);
    slot = std::move(negation->children.front());
    variants_.push_back({cel::print(*root_), from, cel::print(*slot)});
    negation->children.front() = std::move(slot);
    slot = std::move(negation);
  }

  cel::NodePtr root_;
  std::size_t size_;
  Steps& room_;
  std::vector<Variant> variants_;
};

std::vector<Variant> variants_of(const std::string& text, Steps& room) {
  Diagnostics unheard;  // it was compiled before
  auto root = cel::parse(text, {}, unheard);
  if (!root) return {};
  return Variants(std::move(root), text.size(), room).collect();
}

// ---- the pack ----

class MutantCollector {
 public:
  MutantCollector(Packs& packs, Pack& pack) : packs_(packs), pack_(pack) {}

  std::vector<Mutant> collect() {
    for (Parameter& parameter : pack_.parameters) add_parameter(parameter);
    add_day("in_force.from", pack_.from, pack_.in_force, {});
    add_day("in_force.until", pack_.until, pack_.in_force, {});
    for (auto& [kind, condition] : pack_.applies) {
      add_variants({"applies." + kind, "applies." + kind}, condition, {});
    }
    for (const auto& clause : pack_.clauses) {
      for (std::size_t i = 0; i < clause->rules.size(); ++i) add_rule(*clause, i);
    }
    return std::move(mutants_);
  }
  const Steps& room() const { return room_; }

 private:
  void add(Localized says, const Place& place, std::vector<std::string> rules,
           std::function<void()> toggle) {
    constexpr std::uint64_t each = 100;
    if (!room_.spend(each)) return;
    mutants_.push_back({std::move(says), place, std::move(rules), std::move(toggle)});
  }

  // -- figures --

  void add_day(const std::string& name, std::optional<std::int64_t>& slot, const Place& place,
               const std::vector<std::string>& rules) {
    if (!slot) return;
    for (const std::int64_t by : {-1, 1}) {
      const std::string from = cel::format_date(*slot);
      const std::string to = cel::format_date(*slot + by);
      add({fmt::format("{}由{}改为{}", name, from, to),
           fmt::format("{} from {} to {}", name, from, to)},
          place, rules, swap_with(slot, std::optional(*slot + by)));
    }
  }

  static std::optional<cel::Value> moved(const cel::Value& value, std::int64_t by) {
    switch (value.kind) {
      case cel::Kind::integer: return cel::Value::of(value.integer + by);
      case cel::Kind::real: return cel::Value::of(value.real + static_cast<double>(by));
      case cel::Kind::date: return cel::Value::of_date(value.days + by);
      default: return std::nullopt;
    }
  }

  void add_parameter(Parameter& parameter) {
    const auto readers = readers_of(parameter.name);
    const Localized name{"参数" + parameter.name, "parameter " + parameter.name};
    for (auto& version : parameter.versions) {
      if (version.from) add_day(parameter.name + ".from", version.from, version.place, readers);
      for (const std::int64_t by : {-1, 1}) {
        const auto other = moved(version.value, by);
        if (!other) continue;
        const std::string from = text_of(version.value);
        const std::string to = text_of(*other);
        add({fmt::format("{}由{}改为{}", name.zh, from, to),
             fmt::format("{} from {} to {}", name.en, from, to)},
            version.place, readers, swap_with(version.value, *other));
      }
      if (version.value.is(cel::Kind::list)) add_entries(name, version, readers);
    }
  }

  void add_entries(const Localized& name, Parameter::Version& version,
                   const std::vector<std::string>& readers) {
    const auto elements = version.value.list->elements;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      if (!room_.spend(elements.size())) return;
      auto& arena = packs_.impl().arena;
      auto* kept = arena.make<cel::Value>(elements.size());
      auto* end = std::copy_n(elements.begin(), i, kept);
      std::copy(elements.begin() + static_cast<std::ptrdiff_t>(i) + 1, elements.end(), end);
      auto* list = arena.make<cel::List>();
      list->elements = {kept, elements.size() - 1};
      const std::string text = text_of(elements[i]);
      add({name.zh + "去掉“" + text + "”", name.en + " without `" + text + "`"}, version.place,
          readers, swap_with(version.value, cel::Value::of(list)));
    }
  }

  /// The rules that read a parameter; empty where something else does as well.
  std::vector<std::string> readers_of(const std::string& parameter) {
    const std::string path = "params." + parameter;
    const auto reads = [&path](const Expression& expression) {
      if (!expression) return false;
      const auto all = expression.program->reads();
      return std::any_of(all.begin(), all.end(), [&path](const std::string& read) {
        return read == path || read.starts_with(path + ".");
      });
    };
    for (const auto& [kind, condition] : pack_.applies) {
      if (reads(condition)) return {};
    }
    std::vector<std::string> readers;
    for (const auto& clause : pack_.clauses) {
      for (const auto& rule : clause->rules) {
        if (!room_.spend()) return {};
        const auto all = expressions_of(*rule);
        if (std::any_of(all.begin(), all.end(),
                        [&reads](const auto& part) { return reads(*part.expression); })) {
          readers.push_back(rule->id);
        }
      }
    }
    return readers;
  }

  // -- rules --

  struct Part {
    std::string name;
    Expression* expression;
    bool may_be_dropped;
  };

  /// Everything of a rule that decides what it comes to.
  static std::vector<Part> expressions_of(Rule& rule) {
    std::vector<Part> parts{
        {"when", &rule.when, true},
        {"each", &rule.select.each, false},
        {"where", &rule.select.where, true},
        {"distinct", &rule.distinct, true},
        {"count.min", &rule.bounds.min, static_cast<bool>(rule.bounds.max)},
        {"count.max", &rule.bounds.max, static_cast<bool>(rule.bounds.min)},
        {"count.exactly", &rule.bounds.exactly, false},
        {"require", &rule.require, false},
        {"match.each", &rule.match.partner.each, false},
        {"match.where", &rule.match.partner.where, true},
        {"match.if", &rule.match.condition, true},
    };
    for (auto& key : rule.key) parts.push_back({"key", &key, false});
    for (auto& key : rule.match.key) parts.push_back({"match.key", &key, false});
    for (auto& [name, value] : rule.match.values) parts.push_back({"values." + name, &value, false});
    for (auto& need : rule.needs) parts.push_back({"needs", &need, false});
    for (auto& group : rule.group) {
      parts.push_back({"group.by." + group.name, &group.key, false});
      parts.push_back({"universe." + group.name, &group.universe, true});
    }
    std::erase_if(parts, [](const Part& part) { return !*part.expression; });
    return parts;
  }

  void add_rule(Clause& clause, std::size_t index) {
    Rule& rule = *clause.rules[index];
    const std::vector<std::string> self{rule.id};
    add({"去掉规则" + rule.id, "rule " + rule.id + " left out"}, rule.place, self,
        leave_out(clause, index));
    for (const Strength other : {Strength::must, Strength::in_principle, Strength::encouraged}) {
      if (other != rule.strength) add_strength(rule, other);
    }
    add_day(rule.id + ".due", rule.due, rule.place, self);
    for (const Part& part : expressions_of(rule)) {
      const Localized name{"规则" + rule.id + "的" + part.name, part.name + " of rule " + rule.id};
      if (part.may_be_dropped) {
        add({"去掉" + name.zh, name.en + " dropped"}, part.expression->place, self,
            swap_with(*part.expression, Expression{}));
      }
      add_variants(name, *part.expression, self);
    }
    add_needs(rule);
    if (rule.form == Form::match) add_match(rule);
  }

  /// Takes the rule out of its clause, and puts it back where it stood.
  static std::function<void()> leave_out(Clause& clause, std::size_t index) {
    auto held = std::make_shared<std::unique_ptr<Rule>>();
    return [&clause, index, held] {
      auto& rules = clause.rules;
      const auto at = rules.begin() + static_cast<std::ptrdiff_t>(index);
      if (*held) {
        rules.insert(at, std::move(*held));
      } else {
        *held = std::move(*at);
        rules.erase(at);
      }
    };
  }

  void add_strength(Rule& rule, Strength other) {
    const auto from = words_for(rule.strength);
    const auto to = words_for(other);
    add({"规则" + rule.id + "的力度由“" + from.zh + "”改为“" + to.zh + "”",
         "strength of rule " + rule.id + " from " + from.en + " to " + to.en},
        rule.place, {rule.id}, swap_with(rule.strength, other));
  }

  void add_variants(const Localized& name, Expression& expression,
                    const std::vector<std::string>& rules) {
    for (auto& variant : variants_of(expression.text, room_)) {
      auto other = compile_instead(expression, std::move(variant.text));
      if (!other) continue;
      const std::string from = shortened(variant.from);
      const std::string to = shortened(variant.to);
      add({fmt::format("{}：{} 改为 {}", name.zh, from, to),
           fmt::format("{}: `{}` to `{}`", name.en, from, to)},
          expression.place, rules, swap_with(expression, std::move(*other)));
    }
  }

  void add_needs(Rule& rule) {
    if (rule.needs.size() < 2) return;
    for (std::size_t i = 0; i < rule.needs.size(); ++i) {
      auto held = std::make_shared<std::optional<Expression>>();
      const std::string& text = rule.needs[i].text;
      add({"规则" + rule.id + "的needs去掉 " + text, "needs of rule " + rule.id + " without `" + text + "`"},
          rule.needs[i].place, {rule.id}, [&needs = rule.needs, i, held] {
            const auto at = needs.begin() + static_cast<std::ptrdiff_t>(i);
            if (*held) {
              needs.insert(at, std::move(**held));
              held->reset();
            } else {
              *held = std::move(*at);
              needs.erase(at);
            }
          });
    }
  }

  void add_match(Rule& rule) {
    add({"规则" + rule.id + "的match.expect反过来", "match.expect of rule " + rule.id + " turned"},
        rule.place, {rule.id}, swap_with(rule.match.none, !rule.match.none));
    if (!rule.match.other_dossiers) return;
    add({"规则" + rule.id + "去掉match.other_dossiers",
         "match.other_dossiers of rule " + rule.id + " dropped"},
        rule.place, {rule.id}, swap_with(rule.match.other_dossiers, false));
  }

  Packs& packs_;
  Pack& pack_;
  Steps room_{most_mutant_values};
  std::vector<Mutant> mutants_;
};

}  // namespace

std::vector<Mutant> mutants_of(Packs& packs, Pack& pack, bool* complete) {
  MutantCollector collector(packs, pack);
  auto mutants = collector.collect();
  if (complete != nullptr) *complete = !collector.room().used_up();
  return mutants;
}

}  // namespace guiju
