// The report as JUnit XML, as servers for continuous integration read it: a suite a dossier, a case
// a rule. Cases keep their names from run to run, so that a server can follow them.

#include <algorithm>
#include <map>
#include <pugixml.hpp>

#include "report/digest.h"
#include "report/escape.h"
#include "report/message.h"
#include "report/phrase.h"
#include "report/renderers.h"

namespace guiju {

namespace {

/// What a case shows.
struct TestCase {
  enum class State : std::uint8_t { passed, skipped, failed, broken };
  std::string owner;  ///< what its class name begins with
  std::string name;
  State state = State::passed;
  std::string reason;              ///< of a case that did not pass, in one line
  std::vector<std::string> lines;  ///< all there is to say
};

struct Suite {
  std::string name;
  std::vector<TestCase> cases;
};

std::string where(const Place& place) {
  if (!place.known()) return {};
  return fmt::format("{}:{}:{}: ", place.file, place.begin.line, place.begin.column);
}

/// Servers take what stands after the last dot of a class name for the class.
std::string without_dots(std::string name) {
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

/// Makes the suites of a report: of its dossiers, of all of them together, of files without one.
class Suites {
 public:
  Suites(const Report& report, const RenderOptions& options)
      : report_(report), language_(options.language), threshold_(options.threshold) {
    for (const auto& dossier : report.dossiers) {
      auto name = dossier.file;
      if (!dossier.only_one) name += fmt::format("#{}", dossier.ordinal);
      suites_.push_back({std::move(name), {}});
      input_of(suites_.size() - 1);
    }
  }

  std::vector<Suite> take() && {
    for (const auto& entry : report_.diagnostics) add(entry);
    for (const auto& result : report_.results) add(result);
    for (const auto& finding : report_.findings) add(finding);
    for (const auto& item : report_.review) add(item);
    add_fixed();
    return std::move(suites_);
  }

 private:
  std::size_t suite_of(std::uint32_t dossier, const std::string& file) {
    if (dossier < report_.dossiers.size()) return dossier;
    const auto [known, is_new] = others_.try_emplace(file, suites_.size());
    if (is_new) {
      suites_.push_back({file.empty() ? "(all)" : file, {}});
      if (!file.empty()) input_of(suites_.size() - 1);
    }
    return known->second;
  }

  /// The case that says whether the input itself could be read; the first of its suite.
  TestCase& input_of(std::size_t suite) {
    auto& cases = suites_[suite].cases;
    if (cases.empty() || cases.front().owner != "input") {
      cases.insert(cases.begin(), {"input", "input", TestCase::State::passed, {}, {}});
    }
    return cases.front();
  }

  void add(const InputDiagnostic& entry) {
    const auto& diagnostic = entry.diagnostic;
    auto& test = input_of(suite_of(entry.dossier, diagnostic.place.file));
    const auto message = message_of(diagnostic, language_);
    test.lines.push_back(fmt::format("{}{}{}[{}] {}", where(diagnostic.place),
                                     known(entry.novelty), label_of(diagnostic, language_), diagnostic.id, message));
    test.lines.push_back(remedy_of(diagnostic, language_));
    if (counts(entry, threshold_)) come_to(test, TestCase::State::broken, message);
  }

  void add(const RuleResult& result) {
    auto& test = case_of(result.dossier, *result.rule);
    test.lines.push_back(result.note.in(language_));
    if (result.outcome == Outcome::not_applicable || !result.note.empty()) {
      const auto words = words_for(result.outcome).in(language_);
      come_to(test, TestCase::State::skipped,
              result.note.empty() ? words : result.note.in(language_));
    }
  }

  void add(const Finding& finding) {
    const bool of_all = !cases_.contains({finding.dossier, finding.rule});
    auto& test = case_of(of_all ? no_dossier : finding.dossier, *finding.rule);
    const auto sentence = sentence_of(finding, language_);
    test.lines.push_back(fmt::format("{}{}{} {}", where(finding.place), known(finding.novelty),
                                     label_of(finding, language_), sentence));
    test.lines.push_back(remedy_of(finding, language_));
    if (counts(finding, threshold_)) {
      come_to(test, TestCase::State::failed, sentence);
    } else if (finding.outcome == Outcome::undecided) {
      come_to(test, TestCase::State::skipped, sentence);
    }
  }

  void add(const ReviewItem& item) {
    auto& cases = suites_[suite_of(item.dossier, {})].cases;
    auto& test = cases.emplace_back();
    test.owner = item.review->pack->id;
    test.name = item.review->id;
    if (item.answer) {
      const auto words = words_of(*item.answer, language_);
      test.lines = {item.review->ask.in(language_), where(item.answer->place) + words};
      if (counts(item, threshold_)) come_to(test, TestCase::State::failed, words);
      return;
    }
    come_to(test,
            counts(item, threshold_) ? TestCase::State::failed : TestCase::State::skipped,
            say(language_, "待人工审查：{}", "for a person to judge: {}",
                item.review->ask.in(language_)));
  }

  /// Of the baseline, what is there no more: a case that passes.
  void add_fixed() {
    if (report_.fixed.empty()) return;
    auto& test = suites_[suite_of(no_dossier, {})].cases.emplace_back();
    test.owner = test.name = "fixed";
    for (const auto& matter : report_.fixed) {
      test.lines.push_back(fmt::format("{}: [{}] {}", matter.file, matter.id,
                                       matter.sentence.in(language_)));
    }
  }

  TestCase& case_of(std::uint32_t dossier, const Rule& rule) {
    const auto suite = suite_of(dossier, {});
    auto& cases = suites_[suite].cases;
    const auto [known, is_new] = cases_.try_emplace({dossier, &rule}, cases.size());
    if (is_new) cases.push_back({rule.pack->id, rule.id, TestCase::State::passed, {}, {}});
    auto& test = cases[known->second];
    if (is_new) {
      test.lines.push_back(say(language_, "{}：{}", "{}: {}", citation_of(rule, language_),
                               rule.clause->says.in(language_)));
    }
    return test;
  }

  std::string known(Novelty novelty) const {
    return novelty == Novelty::known ? fmt::format("({}) ", words_of(novelty, language_))
                                       : std::string();
  }

  /// The gravest state wins, and of equals the first.
  static void come_to(TestCase& test, TestCase::State state, const std::string& reason) {
    if (state <= test.state) return;
    test.state = state;
    test.reason = reason;
  }

  const Report& report_;
  Language language_;
  Threshold threshold_;
  std::vector<Suite> suites_;
  std::map<std::string, std::size_t> others_;
  std::map<std::pair<std::uint32_t, const Rule*>, std::size_t> cases_;
};

void set(pugi::xml_node node, const char* name, std::string_view words) {
  node.append_attribute(name).set_value(xml_text(words).c_str());
}

std::string text_of(const TestCase& test) {
  std::string text;
  for (const auto& line : test.lines) {
    if (!line.empty()) text += line + "\n";
  }
  return xml_text(text);
}

void write(const TestCase& test, const std::string& suite, pugi::xml_node parent) {
  auto node = parent.append_child("testcase");
  set(node, "name", test.name);
  set(node, "classname", fmt::format("{}.{}", without_dots(test.owner), without_dots(suite)));
  const auto text = text_of(test);
  if (test.state == TestCase::State::passed) {
    if (!text.empty()) node.append_child("system-out").text().set(text.c_str());
    return;
  }
  constexpr std::array names{"", "skipped", "failure", "error"};
  auto outcome = node.append_child(names[static_cast<std::size_t>(test.state)]);
  // The schema of Jenkins knows no message of what is skipped; servers show the text.
  if (test.state == TestCase::State::skipped) {
    outcome.text().set((xml_text(test.reason) + "\n" + text).c_str());
    return;
  }
  set(outcome, "message", test.reason);
  outcome.text().set(text.c_str());
}

std::size_t count(const Suite& suite, TestCase::State state) {
  return static_cast<std::size_t>(
      std::count_if(suite.cases.begin(), suite.cases.end(),
                    [&](const TestCase& test) { return test.state == state; }));
}

void write_counts(const std::vector<Suite>& suites, pugi::xml_node node, bool skipped) {
  const auto total = [&](auto number) {
    std::size_t sum = 0;
    for (const auto& suite : suites) sum += number(suite);
    return static_cast<unsigned long long>(sum);
  };
  const auto in_state = [&](TestCase::State state) {
    return total([&](const Suite& suite) { return count(suite, state); });
  };
  node.append_attribute("tests") = total([](const Suite& suite) { return suite.cases.size(); });
  node.append_attribute("failures") = in_state(TestCase::State::failed);
  node.append_attribute("errors") = in_state(TestCase::State::broken);
  if (skipped) node.append_attribute("skipped") = in_state(TestCase::State::skipped);
}

void write(const Suite& suite, pugi::xml_node parent) {
  auto node = parent.append_child("testsuite");
  set(node, "name", suite.name);
  write_counts({suite}, node, true);
  for (const auto& test : suite.cases) write(test, suite.name, node);
}

}  // namespace

void render_junit(const Report& report, const RenderOptions& options, std::ostream& out) {
  const auto suites = Suites(report, options).take();
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  auto root = document.append_child("testsuites");
  root.append_attribute("name") = "guiju";
  write_counts(suites, root, false);
  for (const auto& suite : suites) write(suite, root);
  document.save(out, "  ", pugi::format_indent, pugi::encoding_utf8);
}

}  // namespace guiju
