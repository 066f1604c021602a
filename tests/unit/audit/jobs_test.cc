#include <catch2/catch.hpp>
#include <sstream>

#include "audit/audit.h"
#include "audit/judged_parts.h"
#include "audit_run.h"
#include "pack/pack.h"
#include "report/renderers.h"
#include "world.h"

namespace guiju {
namespace {

/// The report on all examples, sound and broken, as it is written.
std::string judged_by(std::size_t jobs) {
  Diagnostics diagnostics;
  const Packs packs = load_packs(builtin_rules(), diagnostics);
  AuditOptions options;
  options.files.paths = {std::string(GUIJU_SOURCE_DIR) + "/examples"};
  options.files.use_ignore_file = false;
  options.today = cel::parse_date("2026-01-01").value();
  options.jobs = jobs;
  std::istringstream nothing;
  const auto report = run_audit(packs, options, nothing, diagnostics);
  std::ostringstream out;
  render_json(*report, digest(*report, {}), {}, out);
  return out.str();
}

}  // namespace

// Under the thread sanitizer (preset tsan), this is what shows that threads share nothing they write.
TEST_CASE("an audit comes to the same bytes, whatever the threads") {
  const auto one = judged_by(1);
  CHECK(one.size() > 1'000'000);
  CHECK((judged_by(3) == one));
}

TEST_CASE("so does one that is too long to hold, and reads dossiers again") {
  const World world(R"(
    rules:
      - {id: recommended, kind: Alliance, each: dossier.members, as: m, key: m.name, across: audit, match: {kind: Recommendation, each: dossier.units, as: u, key: u.name}}
)");
  const TestFolder folder;
  const std::size_t files = JudgedParts::files_at_hand + 200;
  std::string recommended;
  for (std::size_t i = 0; i < files; ++i) {
    const auto number = std::to_string(i);
    const auto dossier = alliance("members: [{name: 甲医院" + number + "}]\n");
    folder.write("a/" + number + ".yaml", i % 50 == 0 ? dossier + "---\n" + dossier : dossier);
    if (i % 2 == 0) recommended += "  - {name: 甲医院" + number + "}\n";
  }
  folder.write("b.yaml", "kind: Recommendation\nunits:\n" + recommended);
  const auto judged_by_jobs = [&](std::size_t jobs) {
    AuditOptions options;
    options.files.paths = {folder / "."};
    options.files.use_ignore_file = false;
    options.today = cel::parse_date("2026-01-01").value();
    options.jobs = jobs;
    Diagnostics run;
    std::istringstream nothing;
    const auto report = run_audit(world.packs, options, nothing, run);
    CHECK(run.all().empty());
    CHECK(digest(*report, {}).findings == files / 2);
    return json_of(*report);
  };
  const auto one = judged_by_jobs(1);
  CHECK((judged_by_jobs(2) == one));
  CHECK((judged_by_jobs(5) == one));
}

TEST_CASE("a run that is asked to stop says how far it came, and gives no report") {
  Diagnostics diagnostics;
  const Packs packs = load_packs(builtin_rules(), diagnostics);
  AuditOptions options;
  options.files.paths = {std::string(GUIJU_SOURCE_DIR) + "/examples"};
  options.files.use_ignore_file = false;
  options.jobs = 2;
  std::size_t judged = 0;
  options.on_progress = [&](std::size_t done, std::size_t, std::size_t) { judged = done; };
  options.stop = [&] { return judged >= 3; };
  std::istringstream nothing;
  const auto report = run_audit(packs, options, nothing, diagnostics);
  CHECK(judged == 3);
  CHECK(report->head().files == 0);
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all().front().id == "audit-interrupted");
  CHECK(message_of(diagnostics.all().front(), Language::en).starts_with("interrupted: 3 of "));
}

}  // namespace guiju
