#include "cli/new_pack.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "cli/commands.h"
#include "cli/rules.h"
#include "cli/templates.h"
#include "cli/write_file.h"
#include "report/canvas.h"
#include "report/phrase.h"

namespace guiju {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view template_folder = "pack/";
constexpr std::string_view name_mark = "{pack}";
constexpr std::size_t longest_name = 64;

/// Small letters, digits and hyphens: it stands in addresses of rules and in names of folders.
bool is_pack_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !name.empty() && name.size() <= longest_name && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), fits);
}

bool is_taken(const std::string& name) {
  const auto files = builtin_rules();
  return std::any_of(files.begin(), files.end(),
                     [&](const RulesFile& file) { return folder_of(file) == name; });
}

/// A line as it stands in the new file; empty where it speaks to readers of another language.
std::string filled_in(std::string_view line, const std::string& name, Language language) {
  std::string filled(line);
  if (const auto mark = filled.find(name_mark); mark != std::string::npos) {
    filled.replace(mark, name_mark.size(), name);
  }
  const auto comment = filled.find_first_not_of(' ');
  const auto tag = std::string_view(filled).substr(std::min(comment, filled.size()));
  if (tag.starts_with("#zh ") || tag.starts_with("#en ")) {
    if (tag.substr(1, 2) != word(language, "zh", "en")) return {};
    filled.erase(comment + 1, 2);
  }
  return filled;
}

std::string file_from(std::string_view text, const std::string& name, Language language) {
  std::string file;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
    file += filled_in(text.substr(0, end), name, language);
    text.remove_prefix(end);
  }
  return file;
}

/// Whether the pack may be made there; a diagnostic where not.
bool may_make(const std::string& name, const fs::path& folder, Diagnostics& diagnostics) {
  if (!is_pack_name(name)) diagnostics.add("new-pack-name", {}, {{"name", same(name)}});
  if (is_taken(name)) diagnostics.add("new-pack-taken", {}, {{"name", same(name)}});
  std::error_code ignored;
  if (!diagnostics.has_errors() && fs::exists(fs::symlink_status(folder, ignored))) {
    diagnostics.add("new-pack-exists", {}, {{"folder", same(folder.generic_string())}});
  }
  return !diagnostics.has_errors();
}

/// Writes the files of a new pack into a folder that is not there yet: all of them, or no folder.
std::vector<std::string> write_pack(const std::string& name, const fs::path& folder,
                                    Language language, Diagnostics& diagnostics) {
  std::vector<std::string> written;
  if (!make_folder(folder.generic_string(), diagnostics)) return written;
  for (const auto& file : embedded_templates()) {
    if (!file.path.starts_with(template_folder)) continue;
    written.push_back((folder / file.path.substr(template_folder.size())).generic_string());
    if (write_file(written.back(), file_from(file.bytes, name, language), diagnostics)) continue;
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    break;
  }
  return written;
}

void put_next_steps(const std::vector<std::string>& files, const std::string& folder,
                    Canvas& canvas) {
  const auto language = canvas.language();
  for (const auto& file : files) canvas.put(file).end_line();
  canvas.gap();
  canvas.put(word(language, "接下来：", "Next: ")).put("guiju test --mutate " + folder).end_line();
}

}  // namespace

ExitCode new_pack(const Call& call) {
  Diagnostics diagnostics;
  const auto& name = call.arguments.positional[1];
  const auto folder = fs::path(call.arguments.last("--dir", "rules")) / name;
  if (!may_make(name, folder, diagnostics)) return refuse(call, diagnostics);

  const auto written = write_pack(name, folder, call.out_style.language, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);
  Canvas canvas(call.out, call.out_style);
  put_next_steps(written, folder.generic_string(), canvas);
  return ExitCode::nothing_found;
}

}  // namespace guiju
