// Completions for shells, made from the tables of commands, options and formats.

#include <array>

#include "cli/choices.h"
#include "cli/commands.h"
#include "report/phrase.h"

namespace guiju {

namespace {

struct Shell {
  std::string_view name;
  void (*write)(Language language, std::ostream& out);
};

/// `--output` as `-o --output`.
std::vector<std::string> spellings_of(const Option& option) {
  std::vector<std::string> all;
  const auto comma = option.names.find(',');
  if (comma != std::string_view::npos) all.emplace_back(option.names.substr(0, comma));
  all.emplace_back(option.name());
  return all;
}

std::vector<Option> options_of(const Command& command) {
  auto options = command.options();
  options.insert(options.end(), common_options().begin(), common_options().end());
  return options;
}

/// Whether what stands after the command is a pack, a rule or a kind rather than a file.
bool takes_names(const Command& command) {
  return command.usage.find("PACK") != std::string_view::npos ||
         command.usage.find("ID") != std::string_view::npos ||
         command.usage.find("KIND") != std::string_view::npos;
}

std::string spaced(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

std::string command_names() {
  std::vector<std::string> names;
  for (const auto& command : commands()) names.emplace_back(command.name);
  return spaced(names);
}

std::string option_names(const std::vector<Option>& options) {
  std::vector<std::string> names;
  for (const auto& option : options) {
    for (auto& spelling : spellings_of(option)) names.push_back(std::move(spelling));
  }
  return spaced(names);
}

/// `text` between single quotes of a shell.
std::string quoted_for_shell(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') quoted += "'\\''";
    else quoted += c;
  }
  return quoted + "'";
}

// ---- bash ----

/// What may follow an option: its values, else files, unless it is a word of its own kind.
void write_bash_values(const Command& command, std::ostream& out) {
  for (const auto& option : options_of(command)) {
    if (option.argument.empty()) continue;
    out << "    ";
    const auto spellings = spellings_of(option);
    for (std::size_t i = 0; i < spellings.size(); ++i) {
      out << (i > 0 ? "|" : "") << command.name << ':' << spellings[i];
    }
    out << ")\n";
    if (option.values.empty()) {
      out << "      COMPREPLY=($(compgen -f -- \"$current\")); return ;;\n";
    } else {
      out << "      COMPREPLY=($(compgen -W " << quoted_for_shell(option.values)
          << " -- \"$current\")); return ;;\n";
    }
  }
}

void write_bash(Language, std::ostream& out) {
  out << "# guiju: completions for bash. Load with: source <(guiju completions bash)\n"
         "_guiju() {\n"
         "  local current=\"${COMP_WORDS[COMP_CWORD]}\" command=\"\" options=\"\" names=\"\" word\n"
         "  local previous=\"${COMP_WORDS[COMP_CWORD-1]}\"\n"
         "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
         "    case $word in\n      ";
  bool first = true;
  for (const auto& command : commands()) {
    out << (first ? "" : "|") << command.name;
    first = false;
  }
  out << ") command=$word; break ;;\n    esac\n  done\n  case $command:$previous in\n";
  for (const auto& command : commands()) write_bash_values(command, out);
  out << "  esac\n  case $command in\n";
  for (const auto& command : commands()) {
    out << "    " << command.name << ")\n      options="
        << quoted_for_shell(option_names(options_of(command))) << "\n";
    if (takes_names(command)) out << "      names=$(guiju list --format names 2>/dev/null)\n";
    out << "      ;;\n";
  }
  out << "    *) COMPREPLY=($(compgen -W "
      << quoted_for_shell(command_names() + " " + option_names(common_options()))
      << " -- \"$current\")); return ;;\n  esac\n"
         "  if [[ $current == -* ]]; then\n"
         "    COMPREPLY=($(compgen -W \"$options\" -- \"$current\"))\n"
         "  else\n"
         "    COMPREPLY=($(compgen -W \"$names\" -- \"$current\") $(compgen -f -- \"$current\"))\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _guiju guiju\n";
}

// ---- zsh ----

/// Inside the brackets of an option's description.
std::string for_zsh(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

void write_zsh_options(const Command& command, Language language, std::ostream& out) {
  for (const auto& option : options_of(command)) {
    for (const auto& spelling : spellings_of(option)) {
      std::string spec = (option.repeatable ? "*" : "") + spelling + "[" +
                         for_zsh(option.says.in(language)) + "]";
      if (!option.argument.empty()) {
        spec += ":" + for_zsh(option.argument) + ":";
        spec += option.values.empty() ? "_files" : "(" + std::string(option.values) + ")";
      }
      out << "        " << quoted_for_shell(spec) << " \\\n";
    }
  }
}

void write_zsh(Language language, std::ostream& out) {
  out << "#compdef guiju\n"
         "# guiju: completions for zsh. Put into a folder of $fpath as _guiju.\n"
         "_guiju() {\n"
         "  local line state\n"
         "  _arguments -C '1: :->command' '*:: :->rest'\n"
         "  case $state in\n"
         "  command)\n"
         "    local -a names\n"
         "    names=(\n";
  for (const auto& command : commands()) {
    out << "      "
        << quoted_for_shell(fmt::format("{}:{}", command.name, for_zsh(command.says.in(language))))
        << "\n";
  }
  out << "    )\n    _describe guiju names ;;\n  rest)\n    case $line[1] in\n";
  for (const auto& command : commands()) {
    out << "    " << command.name << ")\n      _arguments \\\n";
    write_zsh_options(command, language, out);
    out << (takes_names(command)
                ? "        '*: :{compadd -- ${(f)\"$(guiju list --format names 2>/dev/null)\"}; "
                  "_files}' ;;\n"
                : "        '*: :_files' ;;\n");
  }
  out << "    esac ;;\n  esac\n}\n_guiju \"$@\"\n";
}

// ---- fish ----

void write_fish(Language language, std::ostream& out) {
  out << "# guiju: completions for fish. Put into ~/.config/fish/completions as guiju.fish.\n";
  for (const auto& command : commands()) {
    out << "complete -c guiju -n __fish_use_subcommand -f -a " << command.name << " -d "
        << quoted_for_shell(command.says.in(language)) << "\n";
    const auto inside = fmt::format("complete -c guiju -n '__fish_seen_subcommand_from {}'",
                                    command.name);
    if (takes_names(command)) out << inside << " -a '(guiju list --format names 2>/dev/null)'\n";
    for (const auto& option : options_of(command)) {
      out << inside;
      for (const auto& spelling : spellings_of(option)) {
        out << (spelling.starts_with("--") ? " -l " + spelling.substr(2)
                                           : " -s " + spelling.substr(1));
      }
      out << " -d " << quoted_for_shell(option.says.in(language));
      if (!option.argument.empty()) {
        out << (option.values.empty() ? " -r" : " -x -a " + quoted_for_shell(option.values));
      }
      out << "\n";
    }
  }
}

constexpr std::array shells{Choice<decltype(&write_bash)>{"bash", &write_bash},
                            Choice<decltype(&write_bash)>{"zsh", &write_zsh},
                            Choice<decltype(&write_bash)>{"fish", &write_fish}};

}  // namespace

ExitCode completions(const Call& call) {
  Diagnostics diagnostics;
  const auto write = choose("completions", call.arguments.positional.front(), shells, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);
  write(call.out_style.language, call.out);
  return ExitCode::nothing_found;
}

}  // namespace guiju
