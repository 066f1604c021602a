#include "cli/judging.h"

#include <algorithm>
#include <thread>

#include "cli/choices.h"
#include "cli/files.h"
#include "cli/surroundings.h"

namespace guiju {

namespace {

constexpr std::array readers{Choice<YamlReader>{"fast", YamlReader::fast},
                             Choice<YamlReader>{"yaml-cpp", YamlReader::yaml_cpp}};

ReadLimits read_limits(const Arguments& arguments, Diagnostics& diagnostics) {
  ReadLimits limits;
  limits.bytes = read_number(arguments, "--max-bytes", limits.bytes, diagnostics);
  limits.nodes = read_number(arguments, "--max-nodes", limits.nodes, diagnostics);
  limits.depth = read_number(arguments, "--max-depth", limits.depth, diagnostics);
  limits.documents = read_number(arguments, "--max-documents", limits.documents, diagnostics);
  limits.key_bytes = read_number(arguments, "--max-key-bytes", limits.key_bytes, diagnostics);
  limits.reader = choose("--reader", arguments.last("--reader", "fast"), readers, diagnostics);
  return limits;
}

/// As many threads as there are processors for us, unless told.
std::size_t read_jobs(const Arguments& arguments, Diagnostics& diagnostics) {
  const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
  return std::max<std::size_t>(1, read_number(arguments, "--jobs", processors, diagnostics));
}

}  // namespace

AuditOptions audit_options(const Call& call, Diagnostics& diagnostics) {
  const auto& arguments = call.arguments;
  AuditOptions options;
  options.files = file_selection(call, diagnostics);
  options.packs = arguments.all("--pack");
  options.rules = arguments.all("--rule");
  options.as_of = read_date(arguments, "--as-of", diagnostics);
  options.today = today();
  options.limits = read_limits(arguments, diagnostics);
  options.jobs = read_jobs(arguments, diagnostics);
  if (arguments.has("--cache")) options.cache = arguments.last("--cache", "");
  return options;
}

std::vector<AnsweredDossier> answers_of(const Call& call, const ReadLimits& limits,
                                        Diagnostics& diagnostics) {
  return read_answers(call.arguments.all("--answers"), limits, diagnostics);
}

}  // namespace guiju
