#include <stdexcept>
#include <streambuf>

#include "audit_run.h"
#include "world.h"

namespace guiju {
namespace {

/// Input that fails as nothing should while a file is read.
template <typename Failure>
class Failing : public std::streambuf {
 public:
  explicit Failing(Failure failure) : failure_(std::move(failure)) {}

 private:
  int_type underflow() override { throw failure_; }
  Failure failure_;
};

template <typename Failure>
void check_not_judged(Failure failure, const std::string& reason) {
  const TestFolder folder;
  folder.write("a.yaml", alliance("members: [{name: 甲}]\n"));
  folder.write("b.yaml", alliance("members: [{name: 乙}]\n"));
  const World world(R"(
    rules: [{id: some, kind: Alliance, each: dossier.members, count: {min: 1}}]
)");
  REQUIRE(world.diagnostics.empty());
  AuditOptions options;
  options.today = cel::parse_date("2025-06-01").value();
  options.files.paths = {folder / "a.yaml", "-", folder / "b.yaml"};
  for (const std::size_t jobs : {1U, 2U}) {
    options.jobs = jobs;
    Failing<Failure> bytes(failure);
    std::istream input(&bytes);
    Diagnostics run;
    const Report report = whole(*run_audit(world.packs, options, input, run));
    CHECK(report.dossiers.size() == 2);
    CHECK(report.files_unreadable == 1);
    REQUIRE(report.diagnostics.size() == 1);
    const Diagnostic& said = report.diagnostics.front().diagnostic;
    CHECK(said.id == "file-not-judged");
    CHECK(said.place.file == "-");
    CHECK(said.arguments.front().value.en == reason);
    REQUIRE(run.all().size() == 1);
    CHECK(run.all().front().id == "audit-not-judged");
    CHECK(run.has_errors());
  }
}

}  // namespace

TEST_CASE("not judged: a file that guiju itself fails on is said, and the others are judged") {
  check_not_judged(std::runtime_error("odd"), "something went wrong inside guiju: odd");
  check_not_judged(std::bad_alloc(), "too little memory");
}

}  // namespace guiju
