#include "pack/reads.h"

#include <algorithm>

namespace guiju {

namespace {

constexpr std::string_view dossier_prefix = "dossier.";

/// What is at a path of a kind: the record there, or that a list there holds.
const RecordShape* record_at(const RecordShape& shape, std::string_view path) {
  const RecordShape* at = &shape;
  while (at != nullptr && !path.empty()) {
    const auto dot = std::min(path.find('.'), path.size());
    const int index = at->find(path.substr(0, dot));
    if (index < 0) return nullptr;
    const FieldType* type = at->fields[static_cast<std::size_t>(index)].type;
    while (type->element != nullptr) type = type->element;
    at = type->record;
    path.remove_prefix(std::min(path.size(), dot + 1));
  }
  return at;
}

bool has_field(const RecordShape& shape, std::string_view path) {
  const auto dot = path.rfind('.');
  const auto* record =
      dot == std::string_view::npos ? &shape : record_at(shape, path.substr(0, dot));
  const auto name = dot == std::string_view::npos ? path : path.substr(dot + 1);
  return record != nullptr && record->find(name) >= 0;
}

/// The paths that the expressions of one selection read, with names of elements resolved.
class SelectionReads {
 public:
  SelectionReads(const RecordShape& shape, std::string as, const Expression& each)
      : shape_(shape), as_(std::move(as)) {
    add(each);
    for (const auto& path : paths_) {
      // The longest list read is the one whose elements `as` names.
      if (path.size() > base_.size()) base_ = path;
    }
  }

  void add(const Expression& expression) {
    if (!expression) return;
    const auto reads = expression.program->reads();
    std::vector<std::string> rooted;
    for (const auto& read : reads) {
      if (auto path = resolved(read); has_field(shape_, path)) rooted.push_back(std::move(path));
    }
    for (const auto& read : reads) add_of_macro(read, rooted);
    paths_.insert(paths_.end(), rooted.begin(), rooted.end());
  }
  void add(const std::vector<Expression>& expressions) {
    for (const auto& expression : expressions) add(expression);
  }

  const std::vector<std::string>& paths() const { return paths_; }

 private:
  std::string resolved(const std::string& read) const {
    if (read.starts_with(dossier_prefix)) return read.substr(dossier_prefix.size());
    if (!as_.empty() && read.starts_with(as_ + ".")) return base_ + read.substr(as_.size());
    return {};
  }

  void add_of_macro(const std::string& read, const std::vector<std::string>& lists) {
    const auto dot = read.find('.');
    if (dot == std::string::npos || !resolved(read).empty()) return;
    for (const auto& list : lists) {
      const auto path = list + read.substr(dot);
      if (has_field(shape_, path)) paths_.push_back(path);
    }
  }

  const RecordShape& shape_;
  std::string as_;
  std::string base_;
  std::vector<std::string> paths_;
};

/// Reads a rule's expressions about the dossiers that it selects.
std::vector<std::string> own_reads(const Rule& rule, const Kind& kind) {
  SelectionReads reads(kind.shape, rule.select.as, rule.select.each);
  for (const auto* one : {&rule.select.where, &rule.when, &rule.distinct, &rule.bounds.min,
                          &rule.bounds.max, &rule.bounds.exactly, &rule.require, &rule.at,
                          &rule.match.condition}) {
    reads.add(*one);
  }
  reads.add(rule.key);
  reads.add(rule.needs);
  for (const auto& group : rule.group) reads.add(group.key);
  return reads.paths();
}

std::vector<std::string> partner_reads(const Rule& rule, const Kind& kind) {
  SelectionReads reads(kind.shape, rule.match.partner.as, rule.match.partner.each);
  reads.add(rule.match.partner.where);
  reads.add(rule.match.key);
  for (const auto& [name, value] : rule.match.values) reads.add(value);
  return reads.paths();
}

}  // namespace

std::map<std::string, std::vector<const Rule*>> rules_by_field(const Pack& pack,
                                                               const Kind& kind) {
  std::map<std::string, std::vector<const Rule*>> rules;
  const auto note = [&](const std::vector<std::string>& paths, const Rule& rule) {
    for (const auto& path : paths) {
      auto& all = rules[path];
      if (std::find(all.begin(), all.end(), &rule) == all.end()) all.push_back(&rule);
    }
  };
  for (const auto& clause : pack.clauses) {
    for (const auto& rule : clause->rules) {
      if (rule->select.kind == &kind) note(own_reads(*rule, kind), *rule);
      const auto* partner = rule->match.same_dossier ? rule->select.kind : rule->match.partner.kind;
      if (rule->form == Form::match && partner == &kind) note(partner_reads(*rule, kind), *rule);
      for (const auto& group : rule->group) {
        if (group.universe_kind != &kind) continue;
        SelectionReads reads(kind.shape, {}, group.universe);
        note(reads.paths(), *rule);
      }
    }
  }
  return rules;
}

}  // namespace guiju
