// The manual page, made from the same tables as the help. Roff as man(7) reads it.

#include "cli/commands.h"
#include "report/phrase.h"
#include "report/report.h"
#include "text/lines.h"

namespace guiju {

namespace {

/// Text as roff takes it: nothing in it is a request or an escape.
std::string for_roff(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\') escaped += "\\e";
    else if (c == '-') escaped += "\\-";
    else escaped += c;
  }
  if (escaped.starts_with('.') || escaped.starts_with('\'')) escaped.insert(0, "\\&");
  return escaped;
}

/// An argument of a macro, whatever stands in it.
std::string argument(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : for_roff(text)) {
    if (c == '"') quoted += "\\(dq";
    else quoted += c;
  }
  return quoted + "\"";
}

class Page {
 public:
  Page(Language language, std::ostream& out) : language_(language), out_(out) {}

  void section(std::string_view zh, std::string_view en) {
    out_ << ".SH " << argument(word(language_, zh, en)) << "\n";
  }
  void subsection(std::string_view text) { out_ << ".SS " << argument(text) << "\n"; }
  void entry(std::string_view term, const Says& says) {
    out_ << ".TP\n.B " << argument(term) << "\n";
    paragraph(says.in(language_));
  }
  void paragraph(std::string_view text) {
    bool first = true;
    for (const auto line : lines_of(text)) {
      out_ << (first ? "" : ".br\n") << for_roff(line) << "\n";
      first = false;
    }
  }
  void options(const std::vector<Option>& options) {
    for (const auto& option : options) {
      std::string term(option.names);
      if (const auto comma = term.find(','); comma != std::string::npos) term.insert(comma + 1, " ");
      if (!option.argument.empty()) term += " " + std::string(option.argument);
      entry(term, option.says);
    }
  }
  void next() { out_ << ".PP\n"; }
  Language language() const { return language_; }

 private:
  Language language_;
  std::ostream& out_;
};

void write_commands(Page& page) {
  page.section("命令", "COMMANDS");
  for (const auto& command : commands()) {
    page.subsection(fmt::format("guiju {} {}", command.name, command.usage));
    page.paragraph(command.says.in(page.language()));
    if (!command.more.empty()) {
      page.next();
      page.paragraph(command.more.in(page.language()));
    }
    page.options(command.options());
  }
}

void write_page(Page& page, std::ostream& out) {
  out << ".TH GUIJU 1 \"\" " << argument("guiju") << " "
      << argument(word(page.language(), "规矩", "guiju")) << "\n"
      // Chinese has no spaces to stretch.
      << ".ad l\n";
  page.section("名称", "NAME");
  out << "guiju \\- "
      << for_roff(word(page.language(), "拿政策条文逐条核对申报材料",
                       "holds dossiers against policies, clause by clause"))
      << "\n";
  page.section("用法", "SYNOPSIS");
  out << ".B guiju\n"
      << for_roff(word(page.language(), "命令 [选项] …", "COMMAND [OPTIONS] …")) << "\n";
  write_commands(page);
  page.section("各命令都有的选项", "OPTIONS OF EVERY COMMAND");
  page.options(common_options());
  page.section("报告格式", "FORMATS");
  for (const auto& format : formats()) {
    page.entry(format.name, {format.says.zh, format.says.en});
  }
  page.section("退出码", "EXIT STATUS");
  page.entry("0", {"没有达到门槛的问题", "nothing at or above the threshold"});
  page.entry("1", {"有达到门槛的问题；测试、检查等命令则为有不符之处",
                   "findings; of commands that test or compare: something differs"});
  page.entry("2", {"本次运行不可采信：命令有误、政策包有误、读写失败等",
                   "the run cannot be trusted: the call, a pack, input or output"});
}

}  // namespace

ExitCode man(const Call& call) {
  Page page(call.out_style.language, call.out);
  write_page(page, call.out);
  return ExitCode::nothing_found;
}

}  // namespace guiju
