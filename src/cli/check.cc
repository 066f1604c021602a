#include <cstdlib>
#include <functional>
#include <sstream>

#include "audit/audit.h"
#include "cli/choices.h"
#include "cli/files.h"
#include "cli/progress.h"
#include "cli/rules.h"
#include "cli/surroundings.h"
#include "cli/write_file.h"
#include "report/renderers.h"

namespace guiju {

namespace {

/// A report to be written into a file.
struct Output {
  const Format* format;
  std::string file;
};

struct CheckOptions {
  AuditOptions audit;
  const Format* format = nullptr;
  std::vector<Output> outputs;
  RenderOptions style;
};

using Level = Threshold::Level;
constexpr std::array levels{
    Choice<Level>{"in-principle", Level::in_principle}, Choice<Level>{"must", Level::must},
    Choice<Level>{"encouraged", Level::encouraged}, Choice<Level>{"never", Level::never}};
constexpr std::array readers{Choice<YamlReader>{"fast", YamlReader::fast},
                             Choice<YamlReader>{"yaml-cpp", YamlReader::yaml_cpp}};
constexpr std::array undecided{Choice<bool>{"count", true}, Choice<bool>{"allow", false}};

Threshold read_threshold(const Arguments& arguments, Diagnostics& diagnostics) {
  return {choose("--fail-on", arguments.last("--fail-on", "in-principle"), levels, diagnostics),
          choose("--undecided", arguments.last("--undecided", "count"), undecided, diagnostics)};
}

ReadLimits read_limits(const Arguments& arguments, Diagnostics& diagnostics) {
  ReadLimits limits;
  limits.bytes = read_number(arguments, "--max-bytes", limits.bytes, diagnostics);
  limits.nodes = read_number(arguments, "--max-nodes", limits.nodes, diagnostics);
  limits.depth = read_number(arguments, "--max-depth", limits.depth, diagnostics);
  limits.documents = read_number(arguments, "--max-documents", limits.documents, diagnostics);
  limits.reader = choose("--reader", arguments.last("--reader", "fast"), readers, diagnostics);
  return limits;
}

std::vector<Output> read_outputs(const Arguments& arguments, Diagnostics& diagnostics) {
  std::vector<Output> outputs;
  for (const auto& value : arguments.all("--output")) {
    const auto equals = value.find('=');
    if (equals == std::string::npos || equals + 1 == value.size()) {
      diagnostics.add("usage-bad-output", {}, {{"value", same(value)}});
      continue;
    }
    const auto* format = choose_format("--output", value.substr(0, equals), diagnostics);
    if (format != nullptr) outputs.push_back({format, value.substr(equals + 1)});
  }
  return outputs;
}

/// The format of standard output: one that people or pipes can read.
const Format* read_format(const Arguments& arguments, Diagnostics& diagnostics) {
  const auto* format =
      choose_format("--format", arguments.last("--format", "text"), diagnostics);
  if (format != nullptr && format->binary) {
    diagnostics.add("usage-binary-format", {}, {{"format", same(std::string(format->name))}});
  }
  return format;
}

CheckOptions check_options(const Call& call, Diagnostics& diagnostics) {
  const auto& arguments = call.arguments;
  CheckOptions options;
  options.audit.files = file_selection(call, diagnostics);
  options.audit.packs = arguments.all("--pack");
  options.audit.rules = arguments.all("--rule");
  options.audit.as_of = read_date(arguments, "--as-of", diagnostics);
  options.audit.today = today();
  options.audit.limits = read_limits(arguments, diagnostics);
  options.format = read_format(arguments, diagnostics);
  options.outputs = read_outputs(arguments, diagnostics);
  options.style = call.out_style;
  options.style.threshold = read_threshold(arguments, diagnostics);
  options.style.verbose = arguments.has("--verbose");
  options.style.quiet = arguments.has("--quiet");
  return options;
}

/// A file is read long after the run: no colours, and no terminal's width.
RenderOptions style_for_file(RenderOptions style) {
  const RenderOptions usual;
  style.colour = false;
  style.width = usual.width;
  style.quiet = false;
  return style;
}

void write_outputs(const CheckOptions& options, const Report& report, Diagnostics& diagnostics) {
  for (const auto& [format, file] : options.outputs) {
    std::ostringstream bytes;
    format->render(report, style_for_file(options.style), bytes);
    write_file(file, bytes.str(), diagnostics);
  }
}

/// GitHub shows the Markdown in this file on the page of the run.
void write_job_summary(const CheckOptions& options, const Report& report,
                       Diagnostics& diagnostics) {
  const char* file = std::getenv("GITHUB_STEP_SUMMARY");
  if (options.format->name != "github" || file == nullptr || *file == '\0') return;
  std::ostringstream bytes;
  render_markdown(report, style_for_file(options.style), bytes);
  append_to_file(file, bytes.str(), diagnostics);
}

}  // namespace

ExitCode check(const Call& call) {
  Diagnostics diagnostics;
  auto options = check_options(call, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);

  if (call.arguments.has("--list-files")) return list_files(call, options.audit.files, diagnostics);

  const auto packs = load_rules(call);
  if (!packs) return ExitCode::untrustworthy;

  const auto progress = progress_line(call);
  if (progress) options.audit.on_progress = std::bind_front(&ProgressLine::show, progress.get());
  const auto report = run_audit(*packs, options.audit, call.in, diagnostics);
  if (progress) progress->erase();
  if (report.files > 0) {
    options.format->render(report, options.style, call.out);
    write_outputs(options, report, diagnostics);
    write_job_summary(options, report, diagnostics);
  }
  if (diagnostics.has_errors()) return refuse(call, diagnostics);
  show(call, diagnostics.all());
  return passes(report, options.style.threshold) ? ExitCode::nothing_found : ExitCode::found;
}

}  // namespace guiju
