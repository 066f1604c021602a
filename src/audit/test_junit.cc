#include "audit/test_junit.h"

#include <algorithm>
#include <pugixml.hpp>

#include "report/escape.h"

namespace guiju {
namespace {

class Suite {
 public:
  Suite(pugi::xml_node root, const std::string& name) : node_(root.append_child("testsuite")) {
    node_.append_attribute("name") = xml_text(name).c_str();
    tests_ = node_.append_attribute("tests");
    failures_ = node_.append_attribute("failures");
    count();
  }

  pugi::xml_node add(const std::string& owner, const std::string& name, const Place& place) {
    pugi::xml_node test = node_.append_child("testcase");
    test.append_attribute("classname") = xml_text(owner).c_str();
    test.append_attribute("name") = xml_text(name).c_str();
    if (place.known()) {
      test.append_attribute("file") = xml_text(place.file).c_str();
      test.append_attribute("line") = place.begin.line;
    }
    ++all_;
    count();
    return test;
  }

  void fail(pugi::xml_node test, const std::string& message, const std::string& more) {
    pugi::xml_node failure = test.append_child("failure");
    failure.append_attribute("message") = xml_text(message).c_str();
    if (!more.empty()) failure.append_child(pugi::node_pcdata).set_value(xml_text(more).c_str());
    ++failed_;
    count();
  }

 private:
  void count() {
    tests_.set_value(all_);
    failures_.set_value(failed_);
  }

  pugi::xml_node node_;
  pugi::xml_attribute tests_, failures_;
  unsigned all_ = 0;
  unsigned failed_ = 0;
};

void write_cases(const TestedPack& tested, Language language, pugi::xml_node root) {
  Suite suite(root, tested.pack);
  const auto& failures = tested.cases.failures;
  for (const auto& one : tested.cases.all) {
    const auto test = suite.add(tested.pack, one.name, one.place);
    const auto failure = std::find_if(failures.begin(), failures.end(), [&one](const auto& other) {
      return other.place == one.place;
    });
    if (failure == failures.end()) continue;
    std::string all;
    for (const auto& difference : failure->differences) all += difference.in(language) + "\n";
    suite.fail(test, failure->differences.front().in(language), all);
  }
  for (const auto& rule : tested.cases.untouched) {
    const auto test = suite.add(tested.pack, rule, {});
    suite.fail(test, language == Language::zh ? "没有用例提到这条规则" : "no case names this rule", "");
  }
}

void write_mutation(const TestedPack& tested, Language language, pugi::xml_node root) {
  Suite suite(root, tested.pack + " --mutate");
  for (const auto& one : tested.mutation->tried) {
    const auto test = suite.add(tested.pack + ".mutate", one.says.in(language), one.place);
    if (one.noticed) continue;
    suite.fail(test, language == Language::zh ? "没有用例发现" : "no case notices", one.case_);
  }
}

}  // namespace

bool TestedPack::passed() const {
  return cases.passed() && (!mutation || mutation->survivors() == 0);
}

void write_junit(const std::vector<TestedPack>& tested, Language language, std::ostream& out) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("testsuites");
  for (const auto& one : tested) {
    write_cases(one, language, root);
    if (one.mutation) write_mutation(one, language, root);
  }
  document.save(out, "  ");
}

}  // namespace guiju
