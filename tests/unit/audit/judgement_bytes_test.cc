#include "audit/judgement_bytes.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "document/read_yaml.h"
#include "pack/pack.h"

namespace guiju {
namespace {

/// What each of the example files comes to.
std::vector<FileJudgement> examples(const Packs& packs) {
  AuditOptions options;
  options.today = cel::parse_date("2026-01-01").value();
  std::vector<FileJudgement> made;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(
           std::string(GUIJU_SOURCE_DIR) + "/examples")) {
    if (entry.path().extension() != ".yaml") continue;
    Diagnostics reading;
    auto source = read_source(entry.path().string(), {}, reading);
    if (source != nullptr) {
      made.push_back(judge_file(packs, options, std::move(source), false, false));
    }
  }
  return made;
}

/// Some at least.
std::vector<Fact*> keyed_facts(FileJudgement& judgement) {
  std::vector<Fact*> facts;
  for (Share& share : judgement.shares) {
    if (!share.found) continue;
    for (Fact& fact : share.found->facts) {
      if (fact.key != Ledger::none) facts.push_back(&fact);
    }
  }
  REQUIRE_FALSE(facts.empty());
  return facts;
}

}  // namespace

TEST_CASE("judgement bytes: what a file came to goes into bytes and back") {
  Diagnostics diagnostics;
  const Packs packs = load_packs(builtin_rules(), diagnostics);
  const auto made = examples(packs);
  std::size_t findings = 0;
  std::size_t shares = 0;
  std::size_t groups = 0;
  for (const FileJudgement& judgement : made) {
    const std::string bytes = encode(judgement);
    const auto again = decode(bytes, packs);
    REQUIRE(again.has_value());
    CHECK((encode(*again) == bytes));
    CHECK(again->findings.size() == judgement.findings.size());
    CHECK(again->review.size() == judgement.review.size());
    CHECK(again->shares.size() == judgement.shares.size());
    for (std::size_t i = 0; i < judgement.entries.size(); ++i) {
      CHECK(again->entries[i].groups.size() == judgement.entries[i].groups.size());
      groups += again->entries[i].groups.size();
    }
    findings += again->findings.size();
    shares += again->shares.size();
  }
  CHECK(findings > 50);
  CHECK(shares > 50);
  CHECK(groups > 20);
}

TEST_CASE("judgement bytes: damaged ones are refused, or come to something sound") {
  Diagnostics diagnostics;
  const Packs packs = load_packs(builtin_rules(), diagnostics);
  const auto made = examples(packs);
  std::string bytes;
  for (const FileJudgement& judgement : made) {
    if (judgement.shares.empty() || judgement.findings.empty()) continue;
    bytes = encode(judgement);
    break;
  }
  REQUIRE(bytes.size() > 1000);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    CHECK_FALSE(decode(std::string_view(bytes).substr(0, i), packs).has_value());
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ static_cast<char>(1 << (i % 8)));
    // Under the sanitizers: whatever it comes to can be written again.
    if (const auto judgement = decode(damaged, packs)) CHECK_FALSE(encode(*judgement).empty());
  }
}

TEST_CASE("judgement bytes: what cannot be of a file is refused") {
  Diagnostics diagnostics;
  const Packs packs = load_packs(builtin_rules(), diagnostics);
  auto made = examples(packs);
  const auto is_full = [](const FileJudgement& one) {
    return !one.findings.empty() && !one.review.empty() && !one.shares.empty();
  };
  const auto found = std::ranges::find_if(made, is_full);
  REQUIRE(found != made.end());
  FileJudgement& judgement = *found;
  const auto refused = [&] { return !decode(encode(judgement), packs).has_value(); };
  const auto others = static_cast<std::uint32_t>(judgement.entries.size());
  REQUIRE_FALSE(refused());
  SECTION("a finding of no dossier") { judgement.findings.front().dossier = no_dossier; }
  SECTION("a finding of another dossier") { judgement.findings.front().dossier = others; }
  SECTION("a result of no dossier") { judgement.results.front().dossier = no_dossier; }
  SECTION("a question of no dossier") { judgement.review.front().dossier = no_dossier; }
  SECTION("facts of no dossier") { judgement.shares.front().dossier = no_dossier; }
  SECTION("a mistake of a rule that names no rule") {
    judgement.of_rules.push_back({"rule-evaluation-failed", {}, {}, {}});
  }
  SECTION("facts without their key") {
    for (Fact* fact : keyed_facts(judgement)) fact->key = Ledger::none;
  }
  SECTION("facts with a key that is not there") {
    for (Fact* fact : keyed_facts(judgement)) {
      fact->key = static_cast<Ledger::Number>(judgement.ledger->keys());
    }
  }
  SECTION("facts with a key of another rule's size") {
    const std::vector<Ledger::Number> parts(9, 0);
    const auto key = judgement.ledger->add_key(parts);
    for (Fact* fact : keyed_facts(judgement)) fact->key = key;
  }
  SECTION("facts that lack fields which are not there") {
    for (Fact* fact : keyed_facts(judgement)) {
      fact->missing = static_cast<Ledger::Number>(judgement.ledger->missing_lists());
    }
  }
  SECTION("a name that is not there") {
    REQUIRE_FALSE(judgement.named.empty());
    judgement.named.front().name = static_cast<Ledger::Number>(judgement.ledger->texts());
  }
  SECTION("a name within what is not there") {
    REQUIRE_FALSE(judgement.named.empty());
    judgement.named.front().within = static_cast<Ledger::Number>(judgement.ledger->keys());
  }
  CHECK(refused());
}

}  // namespace guiju
