// Holds the readers of YAML to the public YAML test suite: every input is answered, by both readers
// alike; what is read comes to the suite's events, and what the suite calls invalid is refused, but
// for the differences that are listed.
//   yaml_suite CASES.json DIFFERENCES [--bless]     --bless writes the list anew
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "document/read_yaml.h"

namespace guiju {
namespace {

/// A document as it means something to us: without anchors, tags, styles and comments, aliases
/// copied. A text that means nothing (`~`, `null`, left out) is none.
struct Tree {
  char kind = ' ';  ///< m, s, v (a text), or ' ' for nothing
  std::string text;
  std::vector<Tree> children;

  friend bool operator==(const Tree&, const Tree&) = default;
};

bool means_nothing(const std::string& text) {
  return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

// ---- what the suite says ----

/// Reads the events of a case: a line each, indented as it pleases.
class Events {
 public:
  explicit Events(const std::string& tree) : lines_(tree) {}

  std::vector<Tree> documents() {
    std::vector<Tree> all;
    while (next()) {
      if (!line_.starts_with("+DOC")) continue;
      anchors_.clear();
      if (!next() || line_.starts_with("-DOC")) continue;
      Tree document = node(false);
      if (document.kind != ' ') all.push_back(std::move(document));
    }
    return all;
  }

 private:
  bool next() {
    if (!std::getline(lines_, line_)) return false;
    line_.erase(0, line_.find_first_not_of(' '));
    return true;
  }

  /// The anchor of the line at hand, and what follows it and the tag.
  std::string anchor(std::string& rest) const {
    std::istringstream words(line_.substr(4));
    std::string name;
    rest = line_.size() > 5 ? line_.substr(5) : "";
    for (std::string word; words >> word;) {
      if (word[0] == '&') name = word.substr(1);
      else if (word[0] != '<' && word != "{}" && word != "[]") break;
      rest = rest.size() > word.size() ? rest.substr(word.size() + 1) : "";
    }
    return name;
  }

  static std::string unescaped(const std::string& text) {
    static const std::map<char, char> meant{{'n', '\n'}, {'t', '\t'}, {'r', '\r'},
                                            {'b', '\b'}, {'\\', '\\'}};
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto escape = text[i] == '\\' && i + 1 < text.size() ? meant.find(text[i + 1])
                                                                 : meant.end();
      plain += escape == meant.end() ? text[i] : escape->second;
      if (escape != meant.end()) ++i;
    }
    return plain;
  }

  Tree node(bool as_key) {
    std::string rest;
    if (line_.starts_with("=ALI")) return anchors_[line_.substr(6)];
    const std::string name = anchor(rest);
    Tree made;
    if (line_.starts_with("=VAL")) {
      made.text = unescaped(rest.substr(rest.empty() ? 0 : 1));
      const bool plain = rest.starts_with(':');
      const bool tagged = line_.find('<') != std::string::npos && line_.find('<') < line_.find(rest);
      const bool nothing = as_key ? made.text.empty() : means_nothing(made.text);
      made.kind = plain && nothing && !tagged ? ' ' : 'v';
      if (made.kind == ' ') made.text.clear();
    } else {
      const bool mapping = line_.starts_with("+MAP");
      made.kind = mapping ? 'm' : 's';
      while (next() && line_ != (mapping ? "-MAP" : "-SEQ")) {
        made.children.push_back(node(mapping && made.children.size() % 2 == 0));
      }
    }
    if (!name.empty()) anchors_[name] = made;
    return made;
  }

  std::istringstream lines_;
  std::string line_;
  std::map<std::string, Tree> anchors_;
};

// ---- what we read ----

Tree tree_of(const Document& document, NodeId node) {
  Tree made;
  const NodeKind kind = document.kind(node);
  if (kind == NodeKind::empty) return made;
  if (kind == NodeKind::scalar) return {'v', std::string(document.text(node)), {}};
  made.kind = kind == NodeKind::mapping ? 'm' : 's';
  const std::uint32_t count = document.count(node) * (kind == NodeKind::mapping ? 2 : 1);
  NodeId child = count > 0 ? document.first(node) : node;
  for (std::uint32_t i = 0; i < count; ++i, child = document.next(child)) {
    made.children.push_back(tree_of(document, child));
  }
  return made;
}

struct Read {
  std::vector<Tree> documents;
  std::vector<std::string> refused;  ///< ids of errors

  friend bool operator==(const Read&, const Read&) = default;
};

Read read(const std::string& yaml, YamlReader reader) {
  ReadLimits limits;
  limits.reader = reader;
  Diagnostics diagnostics;
  Read made;
  const auto source = check_source("case.yaml", yaml, limits, diagnostics);
  if (source != nullptr) {
    for (const Document& document : read_yaml(*source, limits, diagnostics)) {
      made.documents.push_back(tree_of(document, document.root()));
    }
  }
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    // A file with nothing in it is read as YAML has it; that we ask for something is our affair.
    if (diagnostic.id != "yaml-nothing-here") made.refused.emplace_back(diagnostic.id);
  }
  return made;
}

/// How what we make of a case differs from what the suite says; empty where it does not.
std::string difference(const Read& ours, bool invalid, const std::string& tree) {
  if (invalid) return ours.refused.empty() ? "read, though invalid" : "";
  if (!ours.refused.empty()) return "refused: " + ours.refused.front();
  return ours.documents == Events(tree).documents() ? "" : "read otherwise";
}

std::string contents(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int hold(const char* cases, const char* list, bool bless) {
  std::string found;
  int faults = 0;
  std::size_t number = 0;
  for (const auto& one : nlohmann::json::parse(contents(cases))) {
    ++number;
    const std::string id = one["id"];
    const Read ours = read(one["yaml"], YamlReader::yaml_cpp);
    if (!(read(one["yaml"], YamlReader::fast) == ours)) {
      std::cout << id << ": the two readers differ\n";
      ++faults;
    }
    const std::string how = difference(ours, one["fail"], one["tree"]);
    if (!how.empty()) found += id + " " + how + "\n";
  }
  if (bless) std::ofstream(list, std::ios::binary) << found;
  if (found != contents(list)) {
    std::cout << "not the differences that are listed:\n" << found;
    ++faults;
  }
  std::cout << number << " cases\n";
  return faults > 0 || number == 0 ? 1 : 0;
}

}  // namespace
}  // namespace guiju

int main(int count, char** arguments) {
  if (count < 3) return 2;
  return guiju::hold(arguments[1], arguments[2],
                     count > 3 && std::string_view(arguments[3]) == "--bless");
}
