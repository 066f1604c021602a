#include "cli/reporting.h"

#include <algorithm>
#include <cstdlib>

#include "cli/choices.h"
#include "cli/judging.h"
#include "cli/surroundings.h"
#include "cli/write_file.h"
#include "report/renderers.h"

namespace guiju {

namespace {

using Level = Threshold::Level;
/// `review`: as usual, and questions that nobody has answered count as well.
constexpr std::array levels{
    Choice<Threshold>{"in-principle", {Level::in_principle}},
    Choice<Threshold>{"must", {Level::must}},
    Choice<Threshold>{"encouraged", {Level::encouraged}},
    Choice<Threshold>{"never", {Level::never}},
    Choice<Threshold>{"review", {Level::in_principle, true, true}}};
constexpr std::array undecided{Choice<bool>{"count", true}, Choice<bool>{"allow", false}};

Threshold read_threshold(const Arguments& arguments, Diagnostics& diagnostics) {
  auto threshold =
      choose("--fail-on", arguments.last("--fail-on", "in-principle"), levels, diagnostics);
  threshold.undecided_counts =
      choose("--undecided", arguments.last("--undecided", "count"), undecided, diagnostics);
  return threshold;
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

/// What suits where the report goes: text for people; in GitHub Actions, annotations as well.
const Format* automatic_format() {
  static const Format actions{"auto", {}, render_actions};
  return in_github_actions() ? &actions : &formats().front();
}

/// The format of standard output: one that people or pipes can read.
const Format* read_format(const Arguments& arguments, Diagnostics& diagnostics) {
  const auto name = arguments.last("--format", "auto");
  if (name == "auto") return automatic_format();
  const auto* format = choose_format("--format", name, diagnostics, {"auto"});
  if (format != nullptr && format->binary) {
    diagnostics.add("usage-binary-format", {}, {{"format", same(name)}});
  }
  return format;
}

/// A file is read long after the run: no colours, and no terminal's width.
RenderOptions style_for_file(RenderOptions style) {
  const RenderOptions usual;
  style.colour = false;
  style.width = usual.width;
  style.quiet = false;
  return style;
}

/// Writes what was found wherever the call wants it.
class Outputs {
 public:
  Outputs(const Call& call, const Reporting& options, const ReportParts& report,
          const Digest& digest)
      : call_(call), options_(options), report_(report), digest_(digest) {}

  void write(Diagnostics& diagnostics) const {
    options_.format->render(report_, digest_, options_.style, call_.out);
    for (const auto& [format, file] : options_.outputs) {
      write_file(file, into_file(format->render), diagnostics);
    }
    write_job_summary(diagnostics);
    if (!call_.arguments.has("--write-baseline")) return;
    write_file(call_.arguments.last("--write-baseline", ""),
               [this](std::ostream& out) { write_baseline(report_, out); }, diagnostics);
  }

 private:
  using Render = decltype(Format::render);

  Write into_file(Render render) const {
    return [this, render](std::ostream& out) {
      render(report_, digest_, style_for_file(options_.style), out);
    };
  }

  /// GitHub shows the Markdown in this file on the page of the run.
  void write_job_summary(Diagnostics& diagnostics) const {
    const char* file = std::getenv("GITHUB_STEP_SUMMARY");
    const auto render = options_.format->render;
    const bool wanted = render == render_github || render == render_actions;
    if (!wanted || file == nullptr || *file == '\0') return;
    append_to_file(file, into_file(render_markdown), diagnostics);
  }

  const Call& call_;
  const Reporting& options_;
  const ReportParts& report_;
  const Digest& digest_;
};

}  // namespace

bool Reporting::needs_digests() const {
  return style.verbose || !answers.empty() || (format != nullptr && format->digests) ||
         std::any_of(outputs.begin(), outputs.end(),
                     [](const Output& output) { return output.format->digests; });
}

Reporting reporting_of(const Call& call, const ReadLimits& limits, Diagnostics& diagnostics) {
  const auto& arguments = call.arguments;
  Reporting options;
  options.answers = answers_of(call, limits, diagnostics);
  if (arguments.has("--baseline")) {
    options.baseline = read_baseline(arguments.last("--baseline", ""), limits, diagnostics);
  }
  options.format = read_format(arguments, diagnostics);
  options.outputs = read_outputs(arguments, diagnostics);
  options.style = call.out_style;
  options.style.threshold = read_threshold(arguments, diagnostics);
  options.style.verbose = arguments.has("--verbose");
  options.style.quiet = arguments.has("--quiet");
  options.style.statistics = arguments.has("--statistics");
  return options;
}

bool report_on(const ReportParts& judged, const Call& call, const Reporting& options,
               Diagnostics& diagnostics) {
  const AnsweredParts answered(options.answers, judged);
  std::optional<ComparedParts> compared;
  if (options.baseline) compared.emplace(*options.baseline, answered);
  const ReportParts& report = compared ? static_cast<const ReportParts&>(*compared) : answered;
  const auto summary = digest(report, options.style.threshold);
  if (judged.head().files > 0) Outputs(call, options, report, summary).write(diagnostics);
  return passes(summary);
}

}  // namespace guiju
