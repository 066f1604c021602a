// The help texts, made from the tables of commands, options and formats.

#include <algorithm>

#include "cli/commands.h"
#include "report/canvas.h"
#include "report/phrase.h"
#include "text/unicode.h"

namespace guiju {

namespace {

struct Entry {
  std::string name;
  std::string says;
};

void print_entries(std::string_view heading, const std::vector<Entry>& entries, Canvas& canvas) {
  std::size_t cells = 0;
  for (const auto& entry : entries) cells = std::max(cells, display_width(entry.name));
  canvas.gap();
  canvas.put(heading).end_line();
  for (const auto& entry : entries) {
    canvas.put("  ").cell(entry.name, cells).put("  ");
    canvas.flow(entry.says, canvas.column()).end_line();
  }
}

/// `-o, --output FORMAT=FILE`
std::string spelled(const Option& option) {
  const auto comma = option.names.find(',');
  const auto names = comma == std::string_view::npos
                         ? std::string(option.names)
                         : fmt::format("{}, {}", option.names.substr(0, comma), option.name());
  return option.argument.empty() ? names : fmt::format("{} {}", names, option.argument);
}

std::vector<Entry> entries_of(const std::vector<Option>& options, Language language) {
  std::vector<Entry> entries;
  entries.reserve(options.size());
  for (const auto& option : options) entries.push_back({spelled(option), std::string(option.says.in(language))});
  return entries;
}

std::vector<Entry> entries_of(const std::vector<Format>& table, Language language) {
  std::vector<Entry> entries;
  entries.reserve(table.size());
  for (const auto& format : table) {
    entries.push_back({std::string(format.name), format.says.in(language)});
  }
  return entries;
}

void print_paragraphs(std::string_view text, Canvas& canvas) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    canvas.flow(text.substr(0, end), 0).end_line();
    text.remove_prefix(std::min(text.size(), end + 1));
  }
}

bool takes_format(const std::vector<Option>& options) {
  return std::any_of(options.begin(), options.end(),
                     [](const Option& option) { return option.argument == "FORMAT=FILE"; });
}

void print_command_help(const Command& command, Canvas& canvas) {
  const auto language = canvas.language();
  canvas.put(command.says.in(language)).end_line();
  canvas.gap();
  canvas.put(say(language, "用法：guiju {} [选项] {}", "Usage: guiju {} [OPTIONS] {}", command.name,
                 command.usage));
  canvas.end_line();
  if (!command.more.empty()) {
    canvas.gap();
    print_paragraphs(command.more.in(language), canvas);
  }
  auto options = command.options();
  options.insert(options.end(), common_options().begin(), common_options().end());
  print_entries(word(language, "选项：", "Options:"), entries_of(options, language), canvas);
  if (takes_format(options)) {
    print_entries(word(language, "格式：", "Formats:"), entries_of(formats(), language), canvas);
  }
}

void print_program_help(Canvas& canvas) {
  const auto language = canvas.language();
  std::vector<Entry> entries;
  for (const auto& command : commands()) {
    entries.push_back(
        {fmt::format("{} {}", command.name, command.usage), std::string(command.says.in(language))});
  }
  canvas.put(word(language, "规矩（guiju）：拿政策条文逐条核对申报材料",
                  "guiju (规矩): holds dossiers against policies, clause by clause"));
  canvas.end_line();
  canvas.gap();
  canvas.put(word(language, "用法：guiju 命令 [选项] …", "Usage: guiju COMMAND [OPTIONS] …"))
      .end_line();
  print_entries(word(language, "命令：", "Commands:"), entries, canvas);
  print_entries(word(language, "选项：", "Options:"), entries_of(common_options(), language),
                canvas);
  canvas.gap();
  canvas.put(word(language, "某个命令的详情：guiju 命令 --help",
                  "More on a command: guiju COMMAND --help"));
  canvas.end_line();
}

}  // namespace

void print_help(const Command* command, Language language, std::ostream& out) {
  RenderOptions style;
  style.language = language;
  Canvas canvas(out, style);
  if (command == nullptr) {
    print_program_help(canvas);
  } else {
    print_command_help(*command, canvas);
  }
}

}  // namespace guiju
