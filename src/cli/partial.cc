#include "cli/partial.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>

#include "cli/interruption.h"
#include "cli/progress.h"
#include "cli/rules.h"
#include "cli/write_file.h"
#include "report/phrase.h"
#include "text/unicode.h"

namespace guiju {

namespace {

/// What is said of the report, which a shard has none of: it is said when shards are merged.
constexpr std::array of_the_report{"--format",   "--output",         "--fail-on", "--undecided",
                                   "--baseline", "--write-baseline", "--answers", "--verbose"};

void refuse_options_of_report(const Arguments& arguments, Diagnostics& diagnostics) {
  for (const std::string_view option : of_the_report) {
    if (!arguments.has(option)) continue;
    diagnostics.add("usage-not-with-partial", {}, {{"option", same(std::string(option))}});
  }
}

/// Thrown so that nothing is left of a shard that is not whole.
struct Unfinished {};

bool read_number(std::string_view text, std::uint32_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

Slice read_slice(const Arguments& arguments, Diagnostics& diagnostics) {
  if (!arguments.has("--shard")) return {};
  const auto text = arguments.last("--shard", "");
  const auto slash = std::min(text.find('/'), text.size());
  Slice slice{0, 0, true};
  const std::string_view view = text;
  const bool read = slash < text.size() && read_number(view.substr(0, slash), slice.number) &&
                    read_number(view.substr(slash + 1), slice.of);
  if (read && slice.number >= 1 && slice.number <= slice.of) return slice;
  diagnostics.add("usage-bad-shard", {}, {{"value", same(text)}});
  return {};
}

ExitCode check_partially(const Call& call, AuditOptions options, Diagnostics& diagnostics) {
  refuse_options_of_report(call.arguments, diagnostics);
  const auto slice = read_slice(call.arguments, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);
  const auto packs = load_rules(call);
  if (!packs) return ExitCode::untrustworthy;

  const auto file = call.arguments.last("--partial", "");
  std::size_t files = 0;
  {
    const auto progress = progress_line(call);
    const Interruption interruption;
    options.stop = Interruption::asked;
    if (progress) options.on_progress = std::bind_front(&ProgressLine::show, progress.get());
    try {
      write_file(
          file,
          [&](std::ostream& out) {
            files = write_shard(*packs, options, slice, call.in, out, diagnostics);
            if (diagnostics.has_errors()) throw Unfinished();
          },
          diagnostics);
    } catch (const Unfinished&) {
      // What was written is gone; `diagnostics` say why.
    }
  }
  if (diagnostics.has_errors()) return refuse(call, diagnostics);
  show(call, diagnostics.all());
  if (!call.arguments.has("--quiet")) {
    call.out << say(call.out_style.language, "已审查{}个文件，分片写入{}；用 guiju merge 合并各分片\n",
                    "{} files judged into the shard {}; merge all shards with guiju merge\n", files,
                    printable(file));
  }
  return ExitCode::nothing_found;
}

}  // namespace guiju
