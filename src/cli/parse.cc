// The only file that names CLI11. It splits words into options and arguments; names, texts and
// messages are ours, so that they exist in both languages.

#include "cli/parse.h"

#include <CLI/CLI.hpp>

#include "pack/hint.h"

namespace guiju {

namespace {

/// The words before the first `--`, and those after it, which are no options.
struct Words {
  std::vector<std::string> before, after;
};

Words split(const std::vector<std::string>& words) {
  const auto end = std::find(words.begin(), words.end(), "--");
  Words split;
  split.before.assign(words.begin(), end);
  if (end != words.end()) split.after.assign(end + 1, words.end());
  return split;
}

/// Whether a word may be this option, with its value or without: `--jobs=2`, `-j2`, `-qj2`.
bool may_be(const std::string& word, const Option& option) {
  const auto name = option.name();
  if (word.starts_with(name)) return true;
  const bool has_letter = option.names.size() > name.size();
  return has_letter && word.starts_with('-') && !word.starts_with("--") &&
         word.find(option.names[1]) != std::string::npos;
}

void add_option(CLI::App& app, const Option& option) {
  const std::string names(option.names);
  if (option.argument.empty()) {
    app.add_flag(names)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
        ->disable_flag_override();
    return;
  }
  app.add_option(names)->multi_option_policy(option.repeatable ? CLI::MultiOptionPolicy::TakeAll
                                                               : CLI::MultiOptionPolicy::TakeLast);
}

/// Tells CLI11 of the options that may be among the words: it takes longer to hear of all than a
/// small dossier takes to judge.
void add_options(CLI::App& app, const std::vector<Option>& options, const Words& words) {
  for (const auto& option : options) {
    const bool given = std::any_of(words.before.begin(), words.before.end(),
                                   [&](const std::string& word) { return may_be(word, option); });
    if (given) add_option(app, option);
  }
}

void add_command(CLI::App& app, const Command& command, const Words& words) {
  auto* sub = app.add_subcommand(std::string(command.name));
  sub->set_help_flag();
  sub->allow_extras();
  add_options(*sub, command.options(), words);
  add_options(*sub, common_options(), words);
}

/// The same of commands.
void add_commands(CLI::App& app, const Words& words) {
  for (const auto& command : commands()) {
    const auto& before = words.before;
    const bool named = std::find(before.begin(), before.end(), command.name) != before.end();
    if (named) add_command(app, command, words);
  }
}

void gather(const CLI::App& app, const std::vector<Option>& options, Arguments& arguments) {
  for (const auto& option : options) {
    const auto* given = app.get_option_no_throw(std::string(option.name()));
    if (given == nullptr || given->count() == 0) continue;
    auto& values = arguments.options[std::string(option.name())];
    for (const auto& value : given->results()) values.push_back(value);
  }
}

bool looks_like_option(const std::string& word) { return word.size() > 1 && word.starts_with('-'); }

std::vector<std::string> option_names(const Command* command) {
  std::vector<std::string> names;
  for (const auto& option : common_options()) names.emplace_back(option.name());
  if (command == nullptr) return names;
  for (const auto& option : command->options()) names.emplace_back(option.name());
  return names;
}

void report_unknown_option(const std::string& word, const Command* command,
                           Diagnostics& diagnostics) {
  const auto name = word.substr(0, word.find('='));
  diagnostics.add("usage-unknown-option", {},
                  {{"option", same(name)},
                   {"hint", near_hint(name, option_names(command))},
                   {"command", same(command == nullptr ? "" : std::string(command->name) + " ")}});
}

void report_unknown_command(const std::string& word, Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (const auto& command : commands()) names.emplace_back(command.name);
  diagnostics.add("usage-unknown-command", {},
                  {{"command", same(word)}, {"hint", near_hint(word, names)}});
}

/// Words that stand for themselves; an option among them is one that nobody knows.
void take_positional(const CLI::App& app, Request& request, Diagnostics& diagnostics) {
  for (const auto& word : app.remaining()) {
    if (looks_like_option(word)) {
      report_unknown_option(word, request.command, diagnostics);
    } else {
      request.arguments.positional.push_back(word);
    }
  }
}

void check_number(const Request& request, Diagnostics& diagnostics) {
  const auto& command = *request.command;
  const auto number = request.arguments.positional.size();
  const Argument name{"command", same(std::string(command.name))};
  const Argument usage{"usage", same(std::string(command.usage))};
  // A list of files stands for the files it lists.
  const bool listed = request.arguments.has("--files-from");
  if (number < command.least && !listed) diagnostics.add("usage-too-few", {}, {name, usage});
  if (number > command.most) {
    diagnostics.add("usage-too-many", {},
                    {name, usage, {"extra", same(request.arguments.positional[command.most])}});
  }
}

/// CLI11 speaks English; its sentence begins with the option's name, with dashes or without.
void report(const CLI::ParseError& error, const Command* command, Diagnostics& diagnostics) {
  const std::string_view what = error.what();
  const auto sentence = what.substr(std::min(what.find_first_not_of('-'), what.size()));
  const auto subject = sentence.substr(0, sentence.find_first_of(": "));
  for (const auto& name : option_names(command)) {
    if (name.substr(2) != subject) continue;
    diagnostics.add("usage-option-value", {}, {{"option", same(name)}});
    return;
  }
  diagnostics.add("usage-invalid", {}, {{"reason", same(std::string(what))}});
}

const Command* command_of(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? nullptr : find_command(chosen.front()->get_name());
}

void take_words(const CLI::App& app, const Words& words, Request& request,
                Diagnostics& diagnostics) {
  gather(app, common_options(), request.arguments);
  for (const auto& word : app.remaining()) {
    if (looks_like_option(word)) {
      report_unknown_option(word, nullptr, diagnostics);
    } else {
      // What follows a command that nobody knows is its own business.
      report_unknown_command(word, diagnostics);
      break;
    }
  }
  if (request.command == nullptr) return;
  const auto& sub = *app.get_subcommands().front();
  gather(sub, request.command->options(), request.arguments);
  gather(sub, common_options(), request.arguments);
  take_positional(sub, request, diagnostics);
  auto& positional = request.arguments.positional;
  positional.insert(positional.end(), words.after.begin(), words.after.end());
}

}  // namespace

std::optional<Request> parse(const std::vector<std::string>& words, Diagnostics& diagnostics) {
  const auto parts = split(words);
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  // With one command chosen, the names of the others are plain words.
  app.require_subcommand(0, 1);
  add_options(app, common_options(), parts);
  add_commands(app, parts);

  Request request;
  try {
    // CLI11 takes its words from the end.
    app.parse(std::vector<std::string>(parts.before.rbegin(), parts.before.rend()));
  } catch (const CLI::ParseError& error) {
    report(error, command_of(app), diagnostics);
    return std::nullopt;
  }
  request.command = command_of(app);
  take_words(app, parts, request, diagnostics);
  request.help = request.arguments.has("--help");
  request.version = request.arguments.has("--version");
  const bool runs = request.command != nullptr && !request.help && !request.version;
  if (runs && !diagnostics.has_errors()) check_number(request, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  return request;
}

}  // namespace guiju
