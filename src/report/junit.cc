// The report as JUnit XML, as servers for continuous integration read it: a suite a dossier, a case
// a rule. Cases keep their names from run to run, so that a server can follow them.

#include <algorithm>
#include <array>
#include <functional>
#include <pugixml.hpp>
#include <unordered_map>
#include <utility>

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

using State = TestCase::State;

/// Makes one suite, case by case.
class SuiteMaker {
 public:
  /// Where texts are not wanted, cases are counted only.
  SuiteMaker(std::string name, Language language, const Threshold& threshold, bool texts)
      : suite_{std::move(name), {}}, language_(language), threshold_(threshold), texts_(texts) {}

  /// The case that says whether the input itself could be read; the first of its suite.
  TestCase& input() {
    auto& cases = suite_.cases;
    if (cases.empty()) cases.push_back({"input", "input", State::passed, {}, {}});
    return cases.front();
  }

  bool has(const Rule& rule) const { return cases_.contains(&rule); }

  void add(const InputDiagnostic& entry) {
    const auto& diagnostic = entry.diagnostic;
    auto& test = input();
    say_in(test, [&] {
      return fmt::format("{}{}{}[{}] {}", where(diagnostic.place), known(entry.novelty),
                         label_of(diagnostic, language_), diagnostic.id,
                         message_of(diagnostic, language_));
    });
    say_in(test, [&] { return remedy_of(diagnostic, language_); });
    if (!counts(entry, threshold_)) return;
    come_to(test, State::broken, [&] { return message_of(diagnostic, language_); });
  }

  void add(const RuleResult& result) {
    auto& test = case_of(*result.rule);
    say_in(test, [&] { return result.note.in(language_); });
    if (result.outcome != Outcome::not_applicable && result.note.empty()) return;
    come_to(test, State::skipped, [&] {
      return result.note.empty() ? words_for(result.outcome).in(language_)
                                 : result.note.in(language_);
    });
  }

  void add(const Finding& finding) {
    auto& test = case_of(*finding.rule);
    const auto sentence = [&] { return sentence_of(finding, language_); };
    say_in(test, [&] {
      return fmt::format("{}{}{} {}", where(finding.place), known(finding.novelty),
                         label_of(finding, language_), sentence());
    });
    say_in(test, [&] { return remedy_of(finding, language_); });
    if (counts(finding, threshold_)) {
      come_to(test, State::failed, sentence);
    } else if (finding.outcome == Outcome::undecided) {
      come_to(test, State::skipped, sentence);
    }
  }

  void add(const ReviewItem& item) {
    auto& test = suite_.cases.emplace_back();
    test.owner = item.review->pack->id;
    test.name = item.review->id;
    const auto counted = counts(item, threshold_);
    if (item.answer) {
      auto words = words_of(*item.answer, language_);
      test.lines = {item.review->ask.in(language_), where(item.answer->place) + words};
      if (counted) come_to(test, State::failed, [&] { return words; });
      return;
    }
    come_to(test, counted ? State::failed : State::skipped, [&] {
      return say(language_, "待人工审查：{}", "for a person to judge: {}",
                 item.review->ask.in(language_));
    });
  }

  /// Of the baseline, what is there no more: a case that passes.
  void add(const std::vector<Matter>& fixed) {
    if (fixed.empty()) return;
    auto& test = suite_.cases.emplace_back();
    test.owner = test.name = "fixed";
    for (const auto& matter : fixed) {
      test.lines.push_back(
          fmt::format("{}: [{}] {}", matter.file, matter.id, matter.sentence.in(language_)));
    }
  }

  /// What another suite found on a rule that is judged here.
  void add(const Rule& rule, const TestCase& found) {
    auto& test = case_of(rule);
    test.lines.insert(test.lines.end(), found.lines.begin(), found.lines.end());
    come_to(test, found.state, [&] { return found.reason; });
  }

  Suite take() && { return std::move(suite_); }

 private:
  TestCase& case_of(const Rule& rule) {
    auto& cases = suite_.cases;
    const auto [known, is_new] = cases_.try_emplace(&rule, cases.size());
    if (is_new) {
      cases.push_back({rule.pack->id, rule.id, State::passed, {}, {}});
      say_in(cases.back(), [&] {
        return say(language_, "{}：{}", "{}: {}", citation_of(rule, language_),
                   rule.clause->says.in(language_));
      });
    }
    return cases[known->second];
  }

  template <typename Make>
  void say_in(TestCase& test, Make make) const {
    if (texts_) test.lines.push_back(make());
  }

  std::string known(Novelty novelty) const {
    return novelty == Novelty::known ? fmt::format("({}) ", words_of(novelty, language_))
                                     : std::string();
  }

  /// The gravest state wins, and of equals the first.
  template <typename Make>
  void come_to(TestCase& test, State state, Make reason) const {
    if (state <= test.state) return;
    test.state = state;
    if (texts_) test.reason = reason();
  }

  Suite suite_;
  Language language_;
  const Threshold& threshold_;
  bool texts_;
  std::unordered_map<const Rule*, std::size_t> cases_;
};

/// Makes the suites of a report, one after the other: of its dossiers, of files without one, of all
/// dossiers together. Holds what rules across dossiers found until it makes the last.
class Suites {
 public:
  using Visit = std::function<void(const Suite&)>;

  Suites(const ReportParts& report, const RenderOptions& options, bool texts)
      : report_(report), options_(options), texts_(texts) {}

  void each(const Visit& visit) {
    bool whole = false;
    report_.each([&](const ReportPart& part) {
      whole = whole || part.is_whole();
      visit(part.is_whole() ? suite_of_all(part) : suite_of(part));
    });
    const bool more = !across_.empty() || !report_.head().fixed.empty();
    if (!whole && more) visit(suite_of_all({}));
  }

 private:
  SuiteMaker begin(std::string name) const {
    return {std::move(name), options_.language, options_.threshold, texts_};
  }

  Suite suite_of(const ReportPart& part) {
    std::string name(part.file);
    const bool numbered = part.dossier != nullptr && !part.dossier->only_one;
    if (numbered) name += fmt::format("#{}", part.dossier->ordinal);
    auto made = begin(std::move(name));
    made.input();
    for (const auto& entry : part.diagnostics) made.add(entry);
    for (const auto& result : part.results) made.add(result);
    for (const auto& finding : part.findings) {
      if (made.has(*finding.rule)) {
        made.add(finding);
      } else {
        add_across(finding);
      }
    }
    for (const auto& item : part.review) made.add(item);
    return std::move(made).take();
  }

  Suite suite_of_all(const ReportPart& part) {
    auto made = begin("(all)");
    for (const auto& entry : part.diagnostics) made.add(entry);
    for (const auto& result : part.results) made.add(result);
    for (const auto& [rule, found] : across_) made.add(*rule, found);
    for (const auto& finding : part.findings) made.add(finding);
    for (const auto& item : part.review) made.add(item);
    made.add(report_.head().fixed);
    return std::move(made).take();
  }

  /// A finding in a dossier of a rule that is judged over all of them.
  void add_across(const Finding& finding) {
    const auto same_rule = [&](const auto& entry) { return entry.first == finding.rule; };
    auto entry = std::find_if(across_.begin(), across_.end(), same_rule);
    if (entry == across_.end()) entry = across_.insert(entry, {finding.rule, {}});
    auto one = begin({});
    one.add(finding);
    auto found = std::move(one).take().cases.front();
    auto& all = entry->second;
    // The first line says which rule it is, as the suite's own case does.
    if (texts_) all.lines.insert(all.lines.end(), found.lines.begin() + 1, found.lines.end());
    if (found.state > all.state) {
      all.state = found.state;
      all.reason = std::move(found.reason);
    }
  }

  const ReportParts& report_;
  const RenderOptions& options_;
  bool texts_;
  std::vector<std::pair<const Rule*, TestCase>> across_;
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

/// Cases, and how many of them came to what.
struct Counts {
  std::size_t tests = 0;
  std::array<std::size_t, 4> by_state{};

  void add(const Suite& suite) {
    tests += suite.cases.size();
    for (const auto& test : suite.cases) ++by_state[static_cast<std::size_t>(test.state)];
  }
  std::size_t number(State state) const { return by_state[static_cast<std::size_t>(state)]; }
};

struct Written : pugi::xml_writer {
  void write(const void* data, std::size_t size) override {
    xml.append(static_cast<const char*>(data), size);
  }
  std::string xml;
};

/// The same to who reads XML, but nothing that GitHub Actions would obey on standard output: a line
/// that begins with `::`, or `##[` anywhere.
/// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
std::string without_commands(std::string xml) {
  constexpr std::string_view colon = "&#58;";
  for (auto at = xml.find("::"); at != std::string::npos; at = xml.find("::", at + 1)) {
    const auto before = at == 0 ? std::string::npos : xml.find_last_not_of(" \t", at - 1);
    if (before == std::string::npos || xml[before] == '\n') xml.replace(at, 1, colon);
  }
  constexpr std::string_view hash = "&#35;";
  for (auto at = xml.find("##["); at != std::string::npos; at = xml.find("##[", at + 1)) {
    xml.replace(at, 1, hash);
  }
  return xml;
}

void write(const Suite& suite, std::ostream& out) {
  pugi::xml_document document;
  auto node = document.append_child("testsuite");
  set(node, "name", suite.name);
  Counts counts;
  counts.add(suite);
  const auto put = [&](const char* name, std::size_t number) {
    node.append_attribute(name) = static_cast<unsigned long long>(number);
  };
  put("tests", counts.tests);
  put("failures", counts.number(State::failed));
  put("errors", counts.number(State::broken));
  put("skipped", counts.number(State::skipped));
  for (const auto& test : suite.cases) write(test, suite.name, node);
  Written written;
  node.print(written, "  ", pugi::format_indent, pugi::encoding_utf8, 1);
  out << without_commands(std::move(written.xml));
}

}  // namespace

void render_junit(const ReportParts& report, const Digest&, const RenderOptions& options,
                  std::ostream& out) {
  // The root counts what stands in it before it stands there.
  Counts all;
  Suites(report, options, false).each([&](const Suite& suite) { all.add(suite); });
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      << fmt::format("<testsuites name=\"guiju\" tests=\"{}\" failures=\"{}\" errors=\"{}\"",
                     all.tests, all.number(State::failed), all.number(State::broken));
  bool any = false;
  Suites(report, options, true).each([&](const Suite& suite) {
    if (!std::exchange(any, true)) out << ">\n";
    write(suite, out);
  });
  out << (any ? "</testsuites>\n" : " />\n");
}

}  // namespace guiju
