#include "audit/audit.h"

#include "audit/collector.h"
#include "audit/run_files.h"

namespace guiju {

std::unique_ptr<const ReportParts> run_audit(const Packs& packs, const AuditOptions& options,
                                             std::istream& standard_input, Diagnostics& run) {
  check_names(packs, options, run);
  // A filter that names nothing would let everything pass.
  if (run.has_errors()) return no_report(packs);
  const auto files = find_files(options.files, standard_input, run);
  FileReader reader(packs, options, standard_input);
  if (files.size() == 1) reader.keep_dossiers();
  const auto read_again = [&](std::size_t i) {
    Diagnostics said;  // when it was judged
    return reader.read(files[i], said);
  };
  Collector collector(packs, options,
                      {[&](std::size_t i) { return files[i].path; }, read_again});
  struct Made {
    FileJudgement file;
    std::size_t found = 0;
  };
  const auto make = [&](std::size_t i) {
    Made made{reader.judge(files[i]), 0};
    made.found = made.file.findings.size() + made.file.diagnostics.size();
    if (i >= JudgedParts::files_at_hand) JudgedParts::put_into_bytes(packs, made.file);
    return made;
  };
  const auto take = [&](std::size_t i, Made made) {
    collector.take(i, std::move(made.file));
    return made.found;
  };
  if (!run_files<Made>(options, files.size(), make, take, run)) {
    return no_report(packs);
  }
  reader.tell_trouble(run);
  collector.tell_passed_over(run);
  return collector.finish(run);
}

Report judge_files(const Packs& packs, const std::vector<const SourceFile*>& files,
                   const AuditOptions& options) {
  Collector collector(packs, options);
  for (std::size_t i = 0; i < files.size(); ++i) {
    collector.take(i, judge_file(packs, options, *files[i]));
  }
  Diagnostics run;  // stays empty: what is at hand can't go
  return whole(*collector.finish(run));
}

Report judge_documents(const Packs& packs, const std::vector<Document>& documents,
                       const AuditOptions& options) {
  Collector collector(packs, options);
  collector.take(0, judge_file(packs, options, documents));
  Diagnostics run;  // stays empty: what is at hand can't go
  return whole(*collector.finish(run));
}

}  // namespace guiju
