#include "cli/files.h"

#include <algorithm>

#include "text/unicode.h"

namespace guiju {

namespace {

void check(const Call& call, const FileSelection& selection, Diagnostics& diagnostics) {
  const auto& arguments = call.arguments;
  const auto& paths = selection.paths;
  const bool reads_stdin = std::find(paths.begin(), paths.end(), "-") != paths.end();
  if (reads_stdin && selection.list == "-") diagnostics.add("usage-stdin-twice", {});
  if (!reads_stdin && arguments.has("--stdin-name")) diagnostics.add("usage-stdin-name", {});
  if (arguments.has("--null") && !selection.list && !arguments.has("--list-files")) {
    diagnostics.add("usage-null-alone", {});
  }
}

}  // namespace

FileSelection file_selection(const Call& call, Diagnostics& diagnostics) {
  const auto& arguments = call.arguments;
  FileSelection selection;
  selection.paths = arguments.positional;
  if (arguments.has("--files-from")) selection.list = arguments.last("--files-from", "");
  selection.list_parted_by_nul = arguments.has("--null");
  selection.stdin_name = arguments.last("--stdin-name", selection.stdin_name);
  selection.exclude = arguments.all("--exclude");
  selection.use_ignore_file = !arguments.has("--no-ignore");
  check(call, selection, diagnostics);
  return selection;
}

ExitCode list_files(const Call& call, const FileSelection& selection, const Slice& slice,
                    Diagnostics& diagnostics) {
  const bool by_nul = call.arguments.has("--null");
  const auto files = find_files(selection, call.in, diagnostics);
  for (std::size_t i = slice.number - 1; i < files.size(); i += slice.of) {
    const auto& file = files[i];
    if (by_nul) {
      call.out << file.path << '\0';
    } else {
      call.out << printable(file.path) << '\n';
    }
  }
  show(call, diagnostics.all());
  return diagnostics.has_errors() ? ExitCode::untrustworthy : ExitCode::nothing_found;
}

}  // namespace guiju
