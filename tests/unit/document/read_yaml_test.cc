#include "document/read_yaml.h"

#include <catch2/catch.hpp>

#include "reading.h"

namespace guiju {
namespace {

std::string read_outline(std::string text) {
  const Reading reading = read_text(std::move(text));
  INFO(problems(reading));
  CHECK(reading.diagnostics.empty());
  return outline(reading);
}

TEST_CASE("mappings, lists and scalars are read with their text as written") {
  CHECK(read_outline("name: 甲院\nlevel: 012\nno: NO\nbeds: 1e3\n") ==
        "{name:<甲院> level:<012> no:<NO> beds:<1e3>}");
  CHECK(read_outline("a:\n  - x\n  - y: 1\n    z: 2\n  - [p, {q: r}]\n") ==
        "{a:[<x> {y:<1> z:<2>} [<p> {q:<r>}]]}");
  CHECK(read_outline("a: {}\nb: []\n") == "{a:{} b:[]}");
  CHECK(read_outline("- 1\n- - 2\n  - 3\n") == "[<1> [<2> <3>]]");
}

TEST_CASE("a value that is left out, ~ and null are empty, and quoted ones are text") {
  CHECK(read_outline("a:\nb: ~\nc: null\nd: 'null'\ne: \"\"\nf:\n") ==
        "{a:~ b:~ c:~ d:<null> e:<> f:~}");
  CHECK(read_outline("- \n- ~\n-\n") == "[~ ~ ~]");
}

TEST_CASE("null as a key is the word") {
  CHECK(read_outline("null: x\n~: y\n") == "{null:<x> ~:<y>}");
}

TEST_CASE("quotes, escapes, folding and block text give the text that was meant") {
  CHECK(read_outline("a: 'it''s'\nb: \"x\\ty\\u7532\"\n") == "{a:<it's> b:<x\ty甲>}");
  CHECK(read_outline("a: one\n  two\n\n  three\n") == "{a:<one two\nthree>}");
  CHECK(read_outline("a: |\n  x\n   y\nb: >-\n  p\n  q\n") == "{a:<x\n y\n> b:<p q>}");
}

TEST_CASE("CRLF and a byte order mark change nothing") {
  CHECK(read_outline("\xEF\xBB\xBF"
                     "a: 1\r\nb:\r\n  - x\r\n") == "{a:<1> b:[<x>]}");
}

TEST_CASE("a byte order mark before a later document shifts no place") {
  const Reading reading = read_text(
      "a: 1\n...\n\xEF\xBB\xBF"
      "tr : 8\nb: x\n");
  CHECK(outline(reading) == "{a:<1>} | {tr:<8> b:<x>}");
  const Document& document = reading.documents.at(1);
  CHECK(source_of(document, document.find(0, "tr")) == "8");
  CHECK(source_of(document, document.find(0, "b")) == "x");
}

TEST_CASE("a file may hold several documents, numbered as they come") {
  const Reading reading = read_text("a: 1\n---\n# nothing\n---\nb: 2\n...\n%YAML 1.2\n---\nc: 3\n");
  CHECK(outline(reading) == "{a:<1>} | {b:<2>} | {c:<3>}");
  CHECK(problems(reading).empty());
  CHECK(reading.documents[0].ordinal() == 1);
  CHECK(reading.documents[1].ordinal() == 3);
  CHECK(reading.documents[2].ordinal() == 4);
  CHECK(reading.documents[2].place(reading.documents[2].root()).begin == Position{9, 1});
}

TEST_CASE("an empty file, or one of comments only, is not silently fine") {
  for (const char* text : {"", "\n\n", "# only a comment\n", "---\n", "---\n...\n", "~\n",
                           "\xEF\xBB\xBF", "--- ~\n--- null\n"}) {
    CAPTURE(text);
    CHECK(problems(read_text(text)) == "yaml-nothing-here 1:1\n");
  }
}

TEST_CASE("a root of text alone is a document, for others to judge") {
  CHECK(read_outline("hello\n") == "<hello>");
}

// Places.

TEST_CASE("nodes stand on their source, quotes included") {
  const Reading reading =
      read_text("名称: '甲''院'\nb: \"x\\ny\"\nc: [1, {d: 2}, ]\ne:\n  - x\n  - y z\nf: p\n  q\n");
  REQUIRE(reading.documents.size() == 1);
  const Document& document = reading.documents[0];
  const auto value = [&](std::string_view key) {
    return source_of(document, document.find(document.root(), key));
  };
  CHECK(value("名称") == "'甲''院'");
  CHECK(value("b") == "\"x\\ny\"");
  CHECK(value("c") == "[1, {d: 2}, ]");
  CHECK(value("e") == "- x\n  - y z");
  CHECK(value("f") == "p\n  q");
  CHECK(source_of(document, document.key_of(document.find(document.root(), "名称"))) == "名称");
}

TEST_CASE("block text stands from its sign to its last words") {
  const Reading reading = read_text("a: |\n  x\n  y\n\nb: >2-\n   z\n   w\nc: |+\n\nd: 1\n");
  const Document& document = reading.documents.at(0);
  const auto value = [&](std::string_view key) {
    return source_of(document, document.find(document.root(), key));
  };
  CHECK(value("a") == "|\n  x\n  y");
  CHECK(value("b") == ">2-\n   z\n   w");
  CHECK(value("c") == "|+");
  CHECK(value("d") == "1");
}

TEST_CASE("a value that was left out has the place of its key") {
  const Reading reading = read_text("a:\nb: ~\nc:\n  d:\n- e\n");
  const Reading good = read_text("a:\nb: ~\nc: null # x\nd: [~, {e, f: }]\n");
  const Document& document = good.documents.at(0);
  const auto value = [&](std::string_view key) {
    return source_of(document, document.find(document.root(), key));
  };
  CHECK(value("a") == "a");
  CHECK(value("b") == "~");
  CHECK(value("c") == "null");
  CHECK(value("d") == "[~, {e, f: }]");
}

TEST_CASE("an element that was left out has the place of its dash") {
  const Reading reading = read_text("a:\n  - \n  -\n  - ~\n");
  const Document& document = reading.documents.at(0);
  std::vector<std::string> places;
  for_each_element(document, document.find(0, "a"),
                   [&](NodeId element) { places.push_back(source_of(document, element)); });
  CHECK(places == std::vector<std::string>{"-", "-", "~"});
  CHECK(document.place(document.first(document.find(0, "a"))).begin == Position{2, 3});
}

TEST_CASE("anchors and tags are not part of a node's place") {
  const Reading reading = read_text("a: &x !!str hello\nb: &y\n  - 1\nc: !!seq [*x]\n");
  const Document& document = reading.documents.at(0);
  CHECK(source_of(document, document.find(0, "a")) == "hello");
  CHECK(source_of(document, document.find(0, "b")) == "- 1");
  CHECK(source_of(document, document.find(0, "c")) == "[*x]");
}

TEST_CASE("brackets in comments and quotes do not end a flow collection") {
  const Reading reading =
      read_text("a: [x, # ]\n  ']', \"}\", {k: ~ } # }\n  ]\nb: {p: , # }\n q: }\n");
  const Document& document = reading.documents.at(0);
  CHECK(source_of(document, document.find(0, "a")) == "[x, # ]\n  ']', \"}\", {k: ~ } # }\n  ]");
  CHECK(source_of(document, document.find(0, "b")) == "{p: , # }\n q: }");
}

TEST_CASE("a part of a scalar's text is found through quotes, escapes and folding") {
  const Reading reading = read_text(
      "plain: abc def\nsingle: 'it''s x'\ndouble: \"a\\u7532\\tb c\"\nfolded: one\n   two\n"
      "block: |\n  x = 1\n    y = 2\n  z\nfold: >\n  aa\n  bb\n\n  cc\n");
  const Document& document = reading.documents.at(0);
  const auto part = [&](std::string_view key, std::string_view words) {
    const NodeId node = document.find(document.root(), key);
    REQUIRE(node != no_node);
    const auto at = document.text(node).find(words);
    REQUIRE(at != std::string_view::npos);
    const Span span = document.span_within(node, static_cast<std::uint32_t>(at),
                                           static_cast<std::uint32_t>(at + words.size()));
    return std::string(document.source().bytes().substr(span.begin, span.end - span.begin));
  };
  CHECK(part("plain", "def") == "def");
  CHECK(part("single", "'s") == "''s");
  CHECK(part("single", "x") == "x");
  CHECK(part("double", "甲") == "\\u7532");
  CHECK(part("double", "b c") == "b c");
  CHECK(part("folded", "two") == "two");
  CHECK(part("block", "1") == "1");
  CHECK(part("block", "y = 2") == "y = 2");
  CHECK(part("block", "z") == "z");
  CHECK(part("fold", "aa") == "aa");
  CHECK(part("fold", "bb") == "bb");
  CHECK(part("fold", "cc") == "cc");
  CHECK(part("fold", "aa bb") == "aa\n  bb");
}

TEST_CASE("a part of a text reaches past neither end") {
  const Reading reading = read_text("a: \"xyz\"\n");
  const Document& document = reading.documents.at(0);
  const NodeId node = document.find(0, "a");
  CHECK(document.span_within(node, 0, 3) == Span{4, 7});
  CHECK(document.span_within(node, 1, 99) == Span{5, 7});
  CHECK(document.span_within(node, 99, 99) == Span{7, 7});
  CHECK(document.span_within(document.root(), 0, 1) == document.span(document.root()));
}

TEST_CASE("looking up a key in what is no mapping finds nothing") {
  const Reading reading = read_text("a: [x]\nb: y\n");
  const Document& document = reading.documents.at(0);
  CHECK(document.find(document.find(0, "a"), "x") == no_node);
  CHECK(document.find(document.find(0, "b"), "x") == no_node);
  CHECK(document.find(0, "z") == no_node);
}

// Keys.

TEST_CASE("a key given twice is an error that cites both places, and the first value stays") {
  const Reading reading = read_text("名称: 甲\nb: 1\n名称: 乙\nc: {x: 1, x: 2, y: 3}\n");
  CHECK(outline(reading) == "{名称:<甲> b:<1> c:{x:<1> y:<3>}}");
  CHECK(problems(reading) == "yaml-duplicate-key 4:11\nyaml-duplicate-key 3:1\n");
  const Diagnostic& diagnostic = reading.diagnostics.all()[1];
  REQUIRE(diagnostic.related.size() == 1);
  CHECK(diagnostic.related[0].place.begin == Position{1, 1});
  CHECK(message_of(diagnostic, Language::zh) == "“名称”写了两次（第一次在第1行）");
}

TEST_CASE("keys given twice are found however they are quoted, and among many") {
  CHECK(problems(read_text("a: 1\n'a': 2\n\"\\x61\": 3\n")) ==
        "yaml-duplicate-key 2:1\nyaml-duplicate-key 3:1\n");
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "k" + std::to_string(i) + ": {v: [1, 2]}\n";
  many += "k500: again\nk3: {deep: 1}\nlast: 1\n";
  const Reading reading = read_text(many);
  CHECK(problems(reading) == "yaml-duplicate-key 1001:1\nyaml-duplicate-key 1002:1\n");
  const Document& document = reading.documents.at(0);
  CHECK(document.count(0) == 1001);
  CHECK(outline(document, document.find(0, "k500")) == "{v:[<1> <2>]}");
  CHECK(outline(document, document.find(0, "last")) == "<1>");
  CHECK(document.next(0) == document.size());
}

TEST_CASE("a key that is no text is refused and its entry left out") {
  const Reading reading = read_text("? [a, b]\n: 1\nc: 2\n? {x: y}\n: 3\n: 4\n");
  CHECK(outline(reading) == "{c:<2>}");
  CHECK(problems(reading) ==
        "yaml-key-not-text 1:3\nyaml-key-not-text 4:3\nyaml-key-not-text 6:1\n");
}

TEST_CASE("merge keys are refused, not read as a field, and a quoted << is a name") {
  const Reading reading = read_text("a: &x {p: 1}\nb:\n  <<: *x\n  q: 2\nc: {\"<<\": 1}\n");
  CHECK(outline(reading) == "{a:{p:<1>} b:{q:<2>} c:{<<:<1>}}");
  CHECK(problems(reading) == "yaml-merge-key 3:3\n");
}

TEST_CASE("keys over the limit are refused in our own words") {
  ReadLimits limits;
  limits.key_bytes = 8;
  const Reading reading = read_text("12345678: 1\n123456789: 2\n", limits);
  CHECK(outline(reading) == "{12345678:<1>}");
  CHECK(problems(reading) == "yaml-key-too-long 2:1\n");
}

TEST_CASE("a quoted key longer than YAML allows for is refused in our own words") {
  const Reading reading = read_text("a: 1\n\"" + std::string(1500, 'x') + "\": 2\n");
  CHECK(problems(reading) == "yaml-key-too-long 2:1\n");
}

// Aliases.

TEST_CASE("aliases are copies, and stand where they are used") {
  const Reading reading = read_text("a: &x {p: [1, 2]}\nb: *x\nc: [*x, &y z, *y]\n");
  CHECK(outline(reading) == "{a:{p:[<1> <2>]} b:{p:[<1> <2>]} c:[{p:[<1> <2>]} <z> <z>]}");
  CHECK(problems(reading).empty());
  const Document& document = reading.documents.at(0);
  const NodeId b = document.find(0, "b");
  CHECK(source_of(document, b) == "*x");
  CHECK(document.aliased(b));
  CHECK(source_of(document, document.find(b, "p")) == "[1, 2]");
  CHECK(document.span_within(document.next(document.first(document.find(0, "c"))), 0, 1) ==
        Span{35, 36});
}

TEST_CASE("a later anchor of the same name replaces the earlier") {
  CHECK(read_outline("- &x 1\n- *x\n- &x 2\n- *x\n") == "[<1> <1> <2> <2>]");
}

TEST_CASE("an alias to itself and one to nothing are refused") {
  CHECK(problems(read_text("a: &x [1, *x]\n")) == "yaml-alias-in-itself 1:11\n");
  CHECK(problems(read_text("a: *nothing\n")) == "yaml-unknown-alias 1:4\n");
  CHECK(problems(read_text("&x a: *x\n&m k: {*m : 1}\n")).empty());
}

TEST_CASE("aliases that grow without bound stop at the limit") {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int j = 0; j < 8; ++j) bomb += ", " + before;
    bomb += "]\n";
  }
  ReadLimits limits;
  limits.nodes = 100'000;
  const Reading reading = read_text(bomb + "---\nok: 1\n", limits);
  CHECK(reading.diagnostics.all().at(0).id == "yaml-too-many-nodes");
  CHECK(outline(reading) == "{ok:<1>}");
}

TEST_CASE("an entry that was left out is left out of copies as well") {
  const Reading reading = read_text("a: &x {k: 1, k: 2, m: 3}\nb: *x\n");
  CHECK(outline(reading) == "{a:{k:<1> m:<3>} b:{k:<1> m:<3>}}");
  CHECK(problems(reading) == "yaml-duplicate-key 1:14\n");
}

// Tags.

TEST_CASE("tags of YAML's own types are accepted and say nothing, and others are refused") {
  CHECK(read_outline("a: !!str 1\nb: !!int x\nc: ! y\nd: !!map {e: !!seq []}\n") ==
        "{a:<1> b:<x> c:<y> d:{e:[]}}");
  CHECK(problems(read_text("a: !foo b\nb: !!binary aGk=\nc: !<x:y> z\n")) ==
        "yaml-tag 1:4\nyaml-tag 2:4\nyaml-tag 3:4\n");
}

TEST_CASE("a tag ends where its characters end") {
  CHECK(read_outline("a: !!str|\n  x\n") == "{a:<x\n>}");
  CHECK(read_outline("a: !!str\"x\"\n") == "{a:<x>}");
}

TEST_CASE("a tag without content is an empty text") {
  CHECK(read_outline("a: !!str\nb: !!str ''\n") == "{a:<> b:<>}");
}

// Limits.

TEST_CASE("nesting past the limit is refused where it begins") {
  ReadLimits limits;
  limits.depth = 3;
  CHECK(problems(read_text("a: {b: {c: 1}}\n", limits)).empty());
  CHECK(problems(read_text("a: {b: {c: [1]}}\n", limits)) == "yaml-too-deep 1:12\n");
  const Reading deep =
      read_text(std::string(10'000, '[') + std::string(10'000, ']') + "\n---\nok: 1\n");
  CHECK(problems(deep) == "yaml-too-deep 1:101\n");
  CHECK(problems(read_text(std::string(10'000, '['))).starts_with("yaml-too-deep 1:"));
  CHECK(outline(deep) == "{ok:<1>}");
}

TEST_CASE("more nodes or documents than the limit are refused, and what was read stays") {
  ReadLimits limits;
  limits.documents = 2;
  const Reading documents = read_text("a: 1\n---\nb: 2\n---\nc: 3\n---\nd: 4\n", limits);
  CHECK(outline(documents) == "{a:<1>} | {b:<2>}");
  CHECK(problems(documents) == "yaml-too-many-documents 4:1\n");

  limits.nodes = 5;
  const Reading nodes = read_text("a: 1\n---\nb: [1, 2, 3]\n", limits);
  CHECK(outline(nodes) == "{a:<1>}");
  CHECK(problems(nodes) == "yaml-too-many-nodes 3:4\n");
}

TEST_CASE("a file of nothing but mistakes is given up in the end") {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "---\n[\n";
  const Reading reading = read_text(text);
  CHECK(reading.diagnostics.all().size() == 1001);
  CHECK(reading.diagnostics.all().back().id == "yaml-too-many-problems");
}

TEST_CASE("a mapping of nothing but one key is given up in the end") {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "a: 1\n";
  const Reading reading = read_text(text);
  CHECK(reading.diagnostics.all().size() == 1001);
  CHECK(reading.diagnostics.all().back().id == "yaml-too-many-problems");
}

}  // namespace
}  // namespace guiju
