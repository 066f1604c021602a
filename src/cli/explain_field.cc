#include <algorithm>
#include <functional>
#include <set>

#include "audit/edit.h"
#include "cli/explain.h"
#include "pack/value.h"
#include "report/parts.h"
#include "report/phrase.h"
#include "text/unicode.h"

namespace guiju {

namespace {

using Base = FieldType::Base;

/// Rules and places that are told before the rest is counted.
constexpr std::size_t most_ways = 8;
/// Longer values are no example that anybody reads.
constexpr std::size_t longest_example = 240;

/// One field on the way from a kind to another.
struct Step {
  const RecordShape* shape;
  std::uint32_t field;

  const FieldShape& get() const { return shape->fields[field]; }
};

const FieldType& innermost(const FieldType& type) {
  return type.base == Base::list ? innermost(*type.element) : type;
}

std::vector<std::string> tokens_of(const std::string& words) {
  std::vector<std::string> tokens;
  std::size_t begin = 0;
  for (auto dot = words.find('.'); dot != std::string::npos; dot = words.find('.', begin)) {
    tokens.push_back(words.substr(begin, dot - begin));
    begin = dot + 1;
  }
  tokens.push_back(words.substr(begin));
  return tokens;
}

bool spells(const RecordShape& shape, const std::string& words) {
  const auto wanted = normalized_name(words);
  return wanted == normalized_name(shape.name) || wanted == normalized_name(shape.label.zh) ||
         wanted == normalized_name(shape.label.en);
}

/// Visits every field that a dossier of a kind may have, with the way to it. A type within itself
/// is entered once.
class Walk {
 public:
  explicit Walk(std::function<void(const std::vector<Step>&)> visit) : visit_(std::move(visit)) {}

  void enter(const RecordShape& shape) {
    for (std::uint32_t i = 0; i < shape.fields.size(); ++i) {
      way_.push_back({&shape, i});
      visit_(way_);
      const auto& type = innermost(*shape.fields[i].type);
      const auto* record = type.base == Base::record ? type.record : nullptr;
      const bool within = std::any_of(way_.begin(), way_.end(),
                                      [&](const Step& step) { return step.shape == record; });
      if (record != nullptr && !within) enter(*record);
      way_.pop_back();
    }
  }

 private:
  std::function<void(const std::vector<Step>&)> visit_;
  std::vector<Step> way_;
};

/// How much of a way the words spell.
enum class Fit : std::uint8_t { none, end, whole };

Fit fit(const std::vector<Step>& way, const Kind& kind, std::vector<std::string> tokens) {
  const auto ends_with = [&](const std::vector<std::string>& wanted) {
    if (wanted.size() > way.size()) return false;
    const auto first = way.size() - wanted.size();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const auto& step = way[first + i];
      if (step.shape->find(wanted[i]) != static_cast<int>(step.field)) return false;
    }
    return true;
  };
  if (ends_with(tokens)) return tokens.size() == way.size() ? Fit::whole : Fit::end;
  if (tokens.size() < 2) return Fit::none;
  const auto prefix = tokens.front();
  tokens.erase(tokens.begin());
  if (!ends_with(tokens)) return Fit::none;
  if (tokens.size() == way.size() && spells(kind.shape, prefix)) return Fit::whole;
  // A type's name before one of its fields.
  return spells(*way[way.size() - tokens.size()].shape, prefix) ? Fit::whole : Fit::none;
}

std::string path_of(const std::vector<Step>& way) {
  std::string path;
  for (const auto& step : way) path += (path.empty() ? "" : ".") + step.get().name;
  return path;
}

void add_way(std::vector<FieldName>& fields, const Pack& pack, const Kind& kind,
             const std::vector<Step>& way) {
  const auto& last = way.back();
  auto found = std::find_if(fields.begin(), fields.end(), [&](const FieldName& field) {
    return field.shape == last.shape && field.field == last.field;
  });
  if (found == fields.end()) found = fields.insert(fields.end(), {last.shape, last.field, {}});
  found->ways.push_back({&pack, &kind, path_of(way)});
}

// ---- what is said of one ----

std::string type_words(const FieldType& type, Language language) {
  if (type.base != Base::list) return expected_for(type).in(language);
  return say(language, "若干项，每项为{}", "a list, each {}", type_words(*type.element, language));
}

std::vector<std::string> allowed_values(const FieldType& type, Language language) {
  std::vector<std::string> values;
  if (type.base != Base::enumeration) return values;
  for (const auto& value : type.enumeration->values) {
    auto words = fmt::format("{} {}", value.label.in(language), value.name);
    if (!value.also.empty()) {
      words += say(language, "（也可写作{}）", " (also written {})", join(value.also, language));
    }
    values.push_back(std::move(words));
  }
  return values;
}

std::vector<std::string> fields_within(const FieldType& type, Language language) {
  std::vector<std::string> all;
  if (type.base != Base::record) return all;
  for (const auto& field : type.record->fields) {
    all.push_back(fmt::format("{} {}", field.label.in(language), field.name));
  }
  return all;
}

std::vector<std::string> spellings_of(const FieldShape& field) {
  std::vector<std::string> all;
  const auto add = [&](const std::string& words) {
    if (!words.empty() && std::find(all.begin(), all.end(), words) == all.end()) {
      all.push_back(words);
    }
  };
  add(field.name);
  add(field.label.zh);
  add(field.label.en);
  for (const auto& also : field.also) add(also);
  return all;
}

bool reads(const Rule& rule, const FieldName& wanted) {
  for (const auto& part : parts_of(rule)) {
    if (part.expression == nullptr) continue;
    const auto fields = part.expression->program->fields();
    const bool found = std::any_of(fields.begin(), fields.end(), [&](const cel::FieldRead& read) {
      return read.record == wanted.shape->record && read.field == wanted.field;
    });
    if (found) return true;
  }
  return false;
}

std::vector<std::string> readers_of(const FieldName& field, Language language) {
  std::vector<std::string> readers;
  std::set<const Pack*> packs;
  for (const auto& way : field.ways) {
    if (!packs.insert(way.pack).second) continue;
    for (const auto& clause : way.pack->clauses) {
      for (const auto& rule : clause->rules) {
        if (!reads(*rule, field)) continue;
        readers.push_back(fmt::format("{} {}", rule->address, clause->says.in(language)));
      }
    }
  }
  if (readers.size() <= most_ways) return readers;
  const auto more = readers.size() - most_ways;
  readers.resize(most_ways);
  readers.push_back(say(language, "另有{}条", "and {} more", more));
  return readers;
}

/// The value that a base has at the end of a way, the first of each list.
const Tree* value_at(const Tree& tree, const RecordShape& shape,
                     const std::vector<std::string>& path, std::size_t from) {
  const int wanted = shape.find(path[from]);
  for (const auto& [key, value] : tree.entries) {
    if (wanted < 0 || shape.find(key) != wanted) continue;
    if (from + 1 == path.size()) return &value;
    const auto& type = innermost(*shape.fields[static_cast<std::size_t>(wanted)].type);
    const bool list = value.kind == NodeKind::sequence && !value.elements.empty();
    const Tree& inner = list ? value.elements.front() : value;
    return type.base == Base::record ? value_at(inner, *type.record, path, from + 1) : nullptr;
  }
  return nullptr;
}

bool is_of(const Tree& dossier, const Kind& kind, const Pack& pack) {
  return std::any_of(dossier.entries.begin(), dossier.entries.end(), [&](const auto& entry) {
    const auto known = std::find(std::begin(kind_keys), std::end(kind_keys), entry.first);
    return known != std::end(kind_keys) && pack.find_kind(entry.second.text) == &kind;
  });
}

/// How a base of the pack's cases writes the field.
std::string example_of(const FieldName& field, const Surroundings& around) {
  for (const auto& way : field.ways) {
    const auto* cases = around.cases.of(*way.pack);
    if (cases == nullptr) continue;
    for (const auto& [name, base] : cases->bases) {
      const auto dossiers = base.kind == NodeKind::sequence ? base.elements : std::vector{base};
      for (const auto& dossier : dossiers) {
        if (!is_of(dossier, *way.kind, *way.pack)) continue;
        const auto* value = value_at(dossier, way.kind->shape, tokens_of(way.path), 0);
        if (value == nullptr) continue;
        const bool list = value->kind == NodeKind::sequence && !value->elements.empty();
        const auto key = tokens_of(way.path).back();
        auto words = list ? fmt::format("{}: [{}]", key, write_tree(value->elements.front()))
                          : fmt::format("{}: {}", key, write_tree(*value));
        if (words.size() <= longest_example) return words;
      }
    }
  }
  return {};
}

}  // namespace

std::string address_of(const FieldName::Way& way) {
  return fmt::format("{}/{}.{}", way.pack->id, way.kind->shape.name, way.path);
}

std::vector<FieldName> find_fields(const Packs& packs, const std::string& words) {
  const auto slash = words.find('/');
  const auto* only = slash == std::string::npos ? nullptr : packs.find(words.substr(0, slash));
  if (slash != std::string::npos && only == nullptr) return {};
  const auto tokens = tokens_of(only == nullptr ? words : words.substr(slash + 1));
  std::vector<FieldName> whole, ends;
  for (const auto& pack : packs.all()) {
    if (only != nullptr && pack.get() != only) continue;
    for (const auto& kind : pack->kinds) {
      Walk([&](const std::vector<Step>& way) {
        const auto fits = fit(way, *kind, tokens);
        if (fits != Fit::none) add_way(fits == Fit::whole ? whole : ends, *pack, *kind, way);
      }).enter(kind->shape);
    }
  }
  return whole.empty() ? ends : whole;
}

Explanation explain_field(const FieldName& name, const Surroundings& around) {
  const auto language = around.language;
  const auto& field = name.shape->fields[name.field];
  const auto& type = innermost(*field.type);
  const bool once = name.ways.size() == 1;
  Explanation explanation(
      language, once ? address_of(name.ways.front()) : name.shape->name + "." + field.name);
  explanation.add("名称", "label", field.label.in(language));
  explanation.add("属于", "of",
                  fmt::format("{} {}", name.shape->label.in(language), name.shape->name));
  explanation.add("填写", "write", type_words(*field.type, language));
  explanation.add("可取的值", "values", allowed_values(type, language));
  explanation.add("其中各项", "holds", join(fields_within(type, language), language));
  explanation.add(
      "是否必填", "required",
      std::string(field.required
                      ? word(language, "必填：没有即报告缺少", "yes: lacking it is reported")
                      : word(language, "不必填：缺少时，用到它的规则无法判定",
                             "no: without it the rules that read it are undecided")));
  explanation.add("说明", "help", field.says.in(language));
  explanation.add("可写作", "spellings", join(spellings_of(field), language));
  explanation.add("例如", "example", example_of(name, around));
  std::vector<std::string> ways;
  for (const auto& way : name.ways) {
    if (ways.size() == most_ways) {
      ways.push_back(say(language, "另有{}处", "and {} more", name.ways.size() - most_ways));
      break;
    }
    ways.push_back(address_of(way));
  }
  if (!once) explanation.add("见于", "stands in", ways);
  const auto readers = readers_of(name, language);
  explanation.add("用到的规则", "read by",
                  readers.empty()
                      ? std::vector{std::string(word(language, "没有规则用到", "no rule"))}
                      : readers);
  return explanation;
}

}  // namespace guiju
