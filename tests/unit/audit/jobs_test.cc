#include <catch2/catch.hpp>
#include <sstream>

#include "audit/audit.h"
#include "pack/pack.h"
#include "report/renderers.h"

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
  const Report report = run_audit(packs, options, nothing, diagnostics);
  std::ostringstream out;
  render_json(report, {}, out);
  return out.str();
}

}  // namespace

// Under the thread sanitizer (preset tsan), this is what shows that threads share nothing they write.
TEST_CASE("an audit comes to the same bytes, whatever the threads") {
  const auto one = judged_by(1);
  CHECK(one.size() > 1'000'000);
  CHECK((judged_by(3) == one));
}

}  // namespace guiju
