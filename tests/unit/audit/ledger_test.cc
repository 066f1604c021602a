#include "assess/ledger.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace guiju {

TEST_CASE("ledger: a text has one number, wherever it lies and however it is asked for") {
  Ledger ledger;
  TextNumbers numbers;
  const std::string text = "甲院乙院";
  const auto whole = numbers.of(ledger, text);
  CHECK(numbers.of(ledger, text) == whole);
  CHECK(ledger.add_text("甲院乙院") == whole);
  // What begins at the same place is another text.
  const auto part = numbers.of(ledger, std::string_view(text).substr(0, 6));
  CHECK(part != whole);
  CHECK(ledger.text(part) == "甲院");

  Ledger other;
  const auto first = other.add_text("丙院");
  CHECK(numbers.of(other, text) != first);
  CHECK(other.text(numbers.of(other, text)) == text);
  CHECK(numbers.of(ledger, text) == whole);
}

TEST_CASE("ledger: more texts than places to remember them keep their numbers") {
  Ledger ledger;
  TextNumbers numbers;
  std::vector<std::string> texts;
  for (int i = 0; i < 1000; ++i) texts.push_back("示例医院第" + std::to_string(i) + "分院");
  for (int turn = 0; turn < 2; ++turn) {
    for (Ledger::Number i = 0; i < texts.size(); ++i) REQUIRE(numbers.of(ledger, texts[i]) == i);
  }
}

TEST_CASE("ledger: texts keep their numbers for the next rule, keys do not") {
  Ledger ledger;
  const auto text = ledger.add_text("甲院");
  const std::vector<Ledger::Number> one{text};
  const std::vector<Ledger::Number> two{text, Ledger::none};
  CHECK(ledger.add_key(two) == 0);
  CHECK(ledger.add_key(one) == 1);
  CHECK(ledger.add_key(two) == 0);
  CHECK(ledger.key(0).size() == 2);
  CHECK(ledger.key(1).size() == 1);
  ledger.set_words(0, text, {"甲", "A"});
  CHECK(ledger.add_missing({MissingInformation{}}) == 0);
  ledger.clear_but_texts();
  CHECK(ledger.keys() == 0);
  CHECK(ledger.words(0, text) == nullptr);
  CHECK(ledger.add_text("甲院") == text);
  CHECK(ledger.add_key(one) == 0);
  CHECK(ledger.key(0).size() == 1);
}

}  // namespace guiju
