#include "audit/mutate.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <functional>
#include <optional>
#include <thread>

#include "audit/edit.h"
#include "document/read_yaml.h"

namespace guiju {
namespace {

/// A change, as a function on the pack's tree, and where it applies.
struct Change {
  Localized says;
  Place place;
  std::function<void(Tree&)> apply;
};

/// `15` one up is `16`; `2024-10-31` one up is the next day; nothing for other texts.
std::optional<std::string> moved(const std::string& text, std::int64_t by) {
  if (const auto days = cel::parse_date(text)) return cel::format_date(*days + by);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return std::to_string(number + by);
}

class Changes {
 public:
  explicit Changes(const Document& document) : document_(document) {}

  std::vector<Change> collect() {
    const NodeId root = document_.root();
    if (document_.kind(root) != NodeKind::mapping) return {};
    if (const NodeId params = document_.find(root, "params"); params != no_node) {
      for_each_entry(document_, params, [this](NodeId key, NodeId value) {
        if (document_.kind(value) != NodeKind::mapping) return;
        parameter(std::string(document_.text(key)), value);
      });
    }
    term(document_.find(root, "policy"));
    if (const NodeId clauses = document_.find(root, "clauses"); clauses != no_node) {
      std::size_t index = 0;
      for_each_element(document_, clauses, [&](NodeId clause) {
        rules("clauses[" + std::to_string(index++) + "]", clause);
      });
    }
    return std::move(changes_);
  }

 private:
  void figure(const std::string& name, const std::string& path, NodeId node) {
    if (document_.kind(node) != NodeKind::scalar) return;
    // Quoted figures are codes, not numbers.
    if (document_.style(node) != ScalarStyle::plain) return;
    const std::string text(document_.text(node));
    for (const std::int64_t by : {-1, 1}) {
      const auto changed = moved(text, by);
      if (!changed) return;
      add({"参数" + name + "由" + text + "改为" + *changed,
           "parameter " + name + " from " + text + " to " + *changed},
          node, [path, to = *changed](Tree& tree) { follow(tree, path)->text = to; });
    }
  }

  /// The days from and until which the policy is in force.
  void term(NodeId policy) {
    if (policy == no_node || document_.kind(policy) != NodeKind::mapping) return;
    const NodeId period = document_.find(policy, "in_force");
    if (period == no_node || document_.kind(period) != NodeKind::mapping) return;
    for_each_entry(document_, period, [this](NodeId key, NodeId value) {
      const std::string name(document_.text(key));
      figure("in_force." + name, "policy.in_force." + name, value);
    });
  }

  void parameter(const std::string& name, NodeId node) {
    const std::string path = "params." + name;
    if (const NodeId value = document_.find(node, "value"); value != no_node) {
      figure(name, path + ".value", value);
      if (document_.kind(value) == NodeKind::sequence) entries(name, path + ".value", value);
    }
    const NodeId dated = document_.find(node, "dated");
    if (dated == no_node || document_.kind(dated) != NodeKind::sequence) return;
    std::size_t index = 0;
    for_each_element(document_, dated, [&](NodeId version) {
      const std::string at = path + ".dated[" + std::to_string(index++) + "]";
      for (const char* key : {"from", "value"}) {
        const NodeId value = document_.find(version, key);
        if (value != no_node) figure(name, at + "." + key, value);
      }
    });
  }

  void entries(const std::string& name, const std::string& path, NodeId list) {
    std::size_t index = 0;
    for_each_element(document_, list, [&](NodeId entry) {
      const std::string at = path + "[" + std::to_string(index++) + "]";
      const std::string text(document_.text(entry));
      add({"参数" + name + "去掉“" + text + "”", "parameter " + name + " without `" + text + "`"},
          entry, [at](Tree& tree) { remove_at(tree, at); });
    });
  }

  void rules(const std::string& clause_path, NodeId clause) {
    for (const char* section : {"rules", "evidence", "programme"}) {
      const NodeId list = document_.find(clause, section);
      if (list == no_node || document_.kind(list) != NodeKind::sequence) continue;
      std::size_t index = 0;
      for_each_element(document_, list, [&](NodeId rule) {
        one_rule(clause_path + "." + section + "[" + std::to_string(index++) + "]", rule);
      });
    }
  }

  void one_rule(const std::string& path, NodeId rule) {
    const NodeId id = document_.find(rule, "id");
    const std::string name(id == no_node ? std::string_view("?") : document_.text(id));
    add({"去掉规则" + name, "rule " + name + " left out"}, rule,
        [path](Tree& tree) { remove_at(tree, path); });
    if (const NodeId due = document_.find(rule, "due"); due != no_node) {
      figure(name + ".due", path + ".due", due);
    }
    for (const char* part : {"where", "when", "distinct"}) {
      const NodeId node = document_.find(rule, part);
      if (node == no_node) continue;
      const std::string at = path + "." + part;
      add({"规则" + name + "去掉" + part, "rule " + name + " without `" + part + "`"}, node,
          [at](Tree& tree) { remove_at(tree, at); });
    }
  }

  void add(Localized says, NodeId node, std::function<void(Tree&)> apply) {
    changes_.push_back({std::move(says), document_.place(node), std::move(apply)});
  }

  const Document& document_;
  std::vector<Change> changes_;
};

const RulesFile* find_file(const std::vector<RulesFile>& files, const std::string& path) {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&path](const RulesFile& file) { return file.path == path; });
  return found == files.end() ? nullptr : &*found;
}

/// True if some case, or the reading of the pack or of the cases, notices the change.
bool is_noticed(const std::vector<RulesFile>& files, const std::string& folder,
                const std::string& changed) {
  std::vector<RulesFile> mine;
  for (const auto& file : files) {
    const bool needed = file.path.starts_with(folder + "/") || file.path.starts_with("reference/");
    if (!needed) continue;
    mine.push_back(file);
    if (file.path == folder + "/pack.yaml") mine.back().bytes = changed;
  }
  Diagnostics diagnostics;
  const Packs packs = load_packs(std::move(mine), diagnostics);
  const Pack* pack = packs.find(folder);
  const RulesFile* cases = find_file(files, folder + "/cases.yaml");
  if (pack == nullptr || cases == nullptr) return true;
  const CasesResult result = run_cases(packs, *pack, *cases, diagnostics);
  return !result.failures.empty() || diagnostics.has_errors();
}

}  // namespace

MutationResult mutate(const std::vector<RulesFile>& files, const std::string& folder,
                      unsigned jobs) {
  MutationResult result;
  const RulesFile* file = find_file(files, folder + "/pack.yaml");
  if (file == nullptr) return result;
  Diagnostics unheard;  // the pack was read without trouble before
  const auto source = check_source(file->name, file->bytes, {}, unheard);
  if (!source) return result;
  const auto documents = read_yaml(*source, {}, unheard);
  if (documents.empty()) return result;
  const auto changes = Changes(documents.front()).collect();
  const Tree original = tree_of(documents.front(), documents.front().root());
  result.mutants = static_cast<std::uint32_t>(changes.size());
  std::vector<char> noticed(changes.size(), 0);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < changes.size(); i = next++) {
      Tree tree = original;
      changes[i].apply(tree);
      noticed[i] = is_noticed(files, folder, write_tree(tree)) ? 1 : 0;
    }
  };
  std::vector<std::jthread> workers;
  for (unsigned i = 1; i < std::max(jobs, 1U); ++i) workers.emplace_back(work);
  work();
  workers.clear();
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (noticed[i] == 0) result.survivors.push_back({changes[i].says, changes[i].place});
  }
  return result;
}

}  // namespace guiju
