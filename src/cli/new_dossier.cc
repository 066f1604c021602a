#include "cli/new_dossier.h"

#include <filesystem>
#include <sstream>

#include "audit/fill.h"
#include "cli/commands.h"
#include "cli/kinds.h"
#include "cli/rules.h"
#include "cli/write_file.h"
#include "report/canvas.h"
#include "report/phrase.h"

namespace guiju {

namespace {

/// Says on standard error what became of the table.
void put_columns(const Kind& kind, const Fill& fill, Canvas& canvas) {
  const auto language = canvas.language();
  const auto& field = kind.shape.fields[fill.list.field];
  canvas.put(say(language, "“{}”填了{}项", "`{}`: {} filled",
                 language == Language::zh ? field.label.in(language) : field.name,
                 fill.list.elements.size()));
  canvas.end_line();
  for (const auto& column : fill.taken) {
    canvas.put(say(language, "  取用的列：{} → {}", "  column taken: {} → {}", column.header,
                   column.field.in(language)));
    canvas.end_line();
  }
  if (fill.left.empty()) return;
  canvas.put(say(language, "  未取用的列：{}", "  columns left: {}", join(fill.left, language)));
  canvas.end_line();
}

/// The list that `--from` fills; none where the call has no such option.
std::vector<FilledList> filled_lists(const Call& call, const Kind& kind, Diagnostics& diagnostics) {
  if (!call.arguments.has("--from")) return {};
  const auto sheet = read_sheet(call.arguments.last("--from", ""),
                                call.arguments.last("--sheet", ""), {}, diagnostics);
  if (!sheet) return {};
  auto fill = fill_list(kind, *sheet, call.arguments.last("--list", ""), diagnostics);
  if (!fill) return {};
  Canvas canvas(call.err, call.err_style);
  put_columns(kind, *fill, canvas);
  return {std::move(fill->list)};
}

bool write_new(const std::string& path, const std::string& bytes, Diagnostics& diagnostics) {
  std::error_code ignored;
  if (std::filesystem::exists(std::filesystem::symlink_status(path, ignored))) {
    diagnostics.add("new-file-exists", {}, {{"file", same(path)}});
    return false;
  }
  return write_file(path, bytes, diagnostics);
}

}  // namespace

ExitCode new_dossier(const Call& call) {
  const auto packs = load_rules(call);
  if (!packs) return ExitCode::untrustworthy;
  Diagnostics diagnostics;
  const auto chosen = choose_kind(call, *packs, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);

  const bool from_table = call.arguments.has("--from");
  const auto filled = filled_lists(call, *chosen.kind, diagnostics);
  if (from_table && filled.empty()) return refuse(call, diagnostics);
  std::ostringstream text;
  write_template(*chosen.pack, *chosen.kind, filled, call.out_style.language, text);
  Diagnostics writing;
  if (!call.arguments.has("--output")) {
    call.out << text.str();
  } else if (!write_new(call.arguments.last("--output", ""), text.str(), writing)) {
    return refuse(call, writing);
  }
  show(call, diagnostics.all());
  return diagnostics.has_errors() ? ExitCode::found : ExitCode::nothing_found;
}

}  // namespace guiju
