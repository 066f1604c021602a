#include "audit/audit.h"

#include "audit/collector.h"
#include "audit/run_files.h"

namespace guiju {

Report run_audit(const Packs& packs, const AuditOptions& options, std::istream& standard_input,
                 Diagnostics& run) {
  check_names(packs, options, run);
  // A filter that names nothing would let everything pass.
  if (run.has_errors()) return {};
  const auto files = find_files(options.files, standard_input, run);
  FileReader reader(packs, options, standard_input);
  Collector collector(packs, options, [&](std::size_t i) {
    Diagnostics said;  // when it was judged
    return reader.read(files[i], said);
  });
  const auto make = [&](std::size_t i) { return reader.judge(files[i]); };
  const auto take = [&](std::size_t i, FileJudgement file) {
    const std::size_t found = file.findings.size() + file.diagnostics.size();
    collector.take(i, std::move(file));
    return found;
  };
  if (!run_files<FileJudgement>(options, files.size(), make, take, run)) return {};
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
  return collector.finish(run);
}

Report judge_documents(const Packs& packs, const std::vector<Document>& documents,
                       const AuditOptions& options) {
  Collector collector(packs, options);
  collector.take(0, judge_file(packs, options, documents));
  Diagnostics run;  // stays empty: what is at hand can't go
  return collector.finish(run);
}

}  // namespace guiju
