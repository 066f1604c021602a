#include "cli/run.h"

#include <exception>
#include <new>

#include "cli/choices.h"
#include "cli/parse.h"
#include "cli/surroundings.h"
#include "diag/reason.h"
#include "report/draw.h"
#include "report/temporary_file.h"
#include "version.h"

namespace guiju {

namespace {

RenderOptions style_for(Stream stream, Language language, std::string_view colour) {
  RenderOptions style;
  style.language = language;
  style.colour = wants_colour(colour, stream);
  style.width = width_of(stream);
  return style;
}

void check_common(const Arguments& arguments, Diagnostics& diagnostics) {
  static constexpr std::array languages{Choice<int>{"zh", 0}, Choice<int>{"en", 1}};
  static constexpr std::array colours{Choice<int>{"auto", 0}, Choice<int>{"always", 1},
                                      Choice<int>{"never", 2}};
  if (arguments.has("--lang")) {
    choose("--lang", arguments.last("--lang", ""), languages, diagnostics);
  }
  choose("--color", arguments.last("--color", "auto"), colours, diagnostics);
}

/// What to do with a request that reads well: help, the version, or a command.
ExitCode dispatch(const Request& request, const Call& call, Diagnostics& diagnostics) {
  if (request.version) {
    call.out << "guiju " << GUIJU_VERSION << '\n';
    return ExitCode::nothing_found;
  }
  if (request.help) {
    print_help(request.command, call.out_style.language, call.out);
    return ExitCode::nothing_found;
  }
  if (request.command == nullptr) {
    diagnostics.add("usage-no-command", {});
    return refuse(call, diagnostics);
  }
  return request.command->run(call);
}

/// A report that did not reach its reader whole is none.
ExitCode flushed(const Call& call, ExitCode code) {
  call.out.flush();
  if (call.out.good()) return code;
  Diagnostics diagnostics;
  diagnostics.add("run-output-failed", {});
  return refuse(call, diagnostics);
}

ExitCode run_words(const std::vector<std::string>& words, const Call& plain) {
  Diagnostics diagnostics;
  const auto request = parse(words, diagnostics);
  if (request) check_common(request->arguments, diagnostics);
  if (diagnostics.has_errors()) return refuse(plain, diagnostics);

  const auto language = plain.out_style.language;
  const auto colour = request->arguments.last("--color", "auto");
  const Call call{request->arguments,
                  style_for(Stream::out, language, colour),
                  style_for(Stream::err, language, colour),
                  plain.in,
                  plain.out,
                  plain.err};
  return flushed(call, dispatch(*request, call, diagnostics));
}

}  // namespace

int run(int argc, const char* const* argv, std::istream& in, std::ostream& out, std::ostream& err) {
  const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  const auto language = language_of(words);
  const Call plain{{},
                   style_for(Stream::out, language, "auto"),
                   style_for(Stream::err, language, "auto"),
                   in,
                   out,
                   err};
  try {
    return static_cast<int>(run_words(words, plain));
  } catch (const TemporaryFileError& error) {
    Diagnostics diagnostics;
    diagnostics.add("run-temporary-file", {},
                    {{"folder", same(error.folder.string())},
                     {"reason", reason_of(error.code().value(), Doing::writing)}});
    return static_cast<int>(refuse(plain, diagnostics));
  } catch (const std::bad_alloc&) {
    Diagnostics diagnostics;
    diagnostics.add("run-out-of-memory", {});
    return static_cast<int>(refuse(plain, diagnostics));
  } catch (const std::exception& error) {
    Diagnostics diagnostics;
    diagnostics.add("run-internal", {}, {{"reason", same(error.what())}});
    return static_cast<int>(refuse(plain, diagnostics));
  }
}

}  // namespace guiju
