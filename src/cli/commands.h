#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "cli/call.h"
#include "diag/diagnostic.h"

namespace guiju {

/// What the table of commands says, in both languages.
struct Says {
  std::string_view zh, en;

  std::string_view in(Language language) const { return language == Language::zh ? zh : en; }
  bool empty() const { return zh.empty() && en.empty(); }
};

/// An option of a command. One without `argument` is a flag.
struct Option {
  std::string_view names;     ///< as CLI11 writes them: `-q,--quiet`; the last is its name
  std::string_view argument;  ///< FILE
  Says says;
  bool repeatable = false;
  std::string_view values{};  ///< what may stand there, parted by spaces; empty: anything

  std::string_view name() const { return names.substr(names.find("--")); }
};

/// A command of the program. Help, parsing and dispatch read this.
struct Command {
  std::string_view name;
  std::string_view usage;       ///< of what stands after its name: PATH…
  Says says;                    ///< one line
  Says more;                    ///< further paragraphs of its help; may be empty
  std::size_t least, most;      ///< how many positional arguments it takes
  std::vector<Option> (*options)();  ///< beside those that all commands take
  ExitCode (*run)(const Call&);
};

const std::vector<Command>& commands();
const Command* find_command(std::string_view name);
/// Options that every command takes.
const std::vector<Option>& common_options();

// The commands, one file each.
ExitCode check(const Call& call);
ExitCode explain(const Call& call);
ExitCode list(const Call& call);
ExitCode lint(const Call& call);
ExitCode test(const Call& call);
ExitCode coverage(const Call& call);
ExitCode diff(const Call& call);
ExitCode eval(const Call& call);
ExitCode review(const Call& call);
ExitCode merge(const Call& call);
ExitCode completions(const Call& call);
ExitCode man(const Call& call);
ExitCode make(const Call& call);  ///< guiju new
ExitCode schema(const Call& call);

/// Help for the program (`command` null) or for one command.
void print_help(const Command* command, Language language, std::ostream& out);

/// Shows what is wrong with the call or the packs on standard error.
void show(const Call& call, std::span<const Diagnostic> diagnostics);
/// The same, and the exit code that follows.
ExitCode refuse(const Call& call, const Diagnostics& diagnostics);

}  // namespace guiju
