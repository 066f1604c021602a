// Whatever a dossier, a pack or the name of a file holds, every format shows it as data. The input
// is choices, see scenario.h.
#include <algorithm>
#include <set>
#include <sstream>

#include "../unit/report/readers.h"
#include "promise.h"
#include "report/renderers.h"
#include "scenario.h"
#include "target.h"

namespace guiju {
namespace {

/// Held against what is written in each format.
class Output {
 public:
  Output(std::string_view format, std::string text) : format_(format), text_(std::move(text)) {}

  void check(bool colour) const {
    require(!find_invalid_utf8(text_), "what is written is UTF-8");
    if (format_ == "html") return html();
    acts_on_nobody(colour);
    if (format_ == "json" || format_ == "sarif") require(is_json(text_), "JSON is JSON");
    if (format_ == "jsonl") {
      for (const auto& line : lines_of(text_)) require(is_json(line), "each line is JSON");
    }
    if (format_ == "junit") junit();
    if (format_ == "csv") csv();
    if (format_ == "github") github();
  }

  void check_binary() const {
    if (format_ == "xlsx")
      workbook();
    else
      database();
  }

 private:
  static bool is_json(const std::string& text) { return nlohmann::json::accept(text); }

  /// Of a text but for its line breaks and, `colour`, the escapes that are ours.
  void acts_on_nobody(bool colour) const {
    const std::u32string_view allowed = format_ == "csv" ? U"\r\n" : U"\n";
    for (std::size_t at = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < text_.size();) {
      if (colour && text_.compare(at, 2, "\x1b[") == 0) {
        at = text_.find_first_not_of("0123456789;", at + 2);
        require(at != std::string::npos && text_[at] == 'm', "escapes are colours");
      }
      const auto character = next_character(text_, at);
      const bool known = allowed.find(character) != std::u32string_view::npos;
      require(is_printable(character) || known, "nothing acts on a terminal");
    }
  }

  static pugi::xml_document parsed(const std::string& xml) {
    pugi::xml_document document;
    require(static_cast<bool>(document.load_string(xml.c_str(), pugi::parse_full)),
            "XML is well-formed");
    return document;
  }

  void junit() const {
    const auto document = parsed(text_);
    static const std::set<std::string> known{"testsuites", "testsuite", "testcase",   "failure",
                                             "error",      "skipped",   "properties", "property",
                                             "system-out", "system-err"};
    for (const auto& element : document.select_nodes("//*")) {
      require(known.contains(element.node().name()), "an element is one of JUnit's");
    }
    require(document.select_nodes("//comment()").empty(), "there are no comments");
  }

  void csv() const {
    const auto rows = read_csv(text_);
    for (const auto& row : rows) {
      require(row.size() == rows.front().size(), "rows are of one length");
      for (const auto& field : row) {
        const bool number = field.find_first_not_of("-0123456789") == std::string::npos;
        const bool formula =
            !field.empty() && std::string_view("=+-@\t\r").find(field.front()) != std::string::npos;
        require(number || !formula, "no field is a formula");
      }
    }
  }

  /// GitHub takes a line for a command by how it begins, or by `##[`.
  void github() const {
    for (const auto& line : lines_of(text_)) {
      const bool ours = line.starts_with("::error ") || line.starts_with("::warning ") ||
                        line.starts_with("::notice ");
      const auto begin = std::min(line.find_first_not_of(" \t"), line.size());
      require(ours || !line.substr(begin).starts_with("::"), "commands are annotations", line);
    }
  }

  /// Tags and attributes are ours, scripts and styles the same whatever is shown.
  void html() const {
    const auto document = parsed(text_);
    for (const auto& found : document.select_nodes("//*")) {
      const std::string_view name = found.node().name();
      static const std::set<std::string_view> never{"img",  "iframe", "object", "embed",
                                                    "base", "form",   "link",   "image"};
      require(!never.contains(name), "no tag fetches anything");
      for (const auto& attribute : found.node().attributes()) {
        const std::string_view own = attribute.name();
        require(!own.starts_with("on") && own != "srcdoc" && own != "formaction",
                "no attribute runs anything");
        const std::string_view value = attribute.value();
        if (own == "href") require(value.starts_with("#"), "links stay on the page");
      }
    }
    static std::set<std::string> scripts;
    for (const auto& script : document.select_nodes("//script")) {
      scripts.insert(script.node().child_value());
    }
    require(scripts.size() <= 1, "a page has its own script and no other");
    require(document.select_nodes("//style").size() == 1, "a page has one stylesheet");
  }

  void workbook() const {
    for (const auto& [path, bytes] : unzip(text_)) {
      if (!path.ends_with(".xml") && !path.ends_with(".rels")) continue;
      const auto document = parsed(bytes);
      require(document.select_nodes("//f").empty(), "a workbook has no formulas");
      require(document.select_nodes("//hyperlink").empty(), "a workbook has no links");
    }
  }

  void database() const {
    const ReadDatabase database(text_);
    require(database.query("PRAGMA integrity_check").at(0).at(0) == "ok", "a database is sound");
    require(database.query("PRAGMA foreign_key_check").empty(), "keys lead somewhere");
  }

  std::string_view format_;
  std::string text_;
};

void render(const ReportParts& report, const Digest& digest, const RenderOptions& options,
            bool binary) {
  for (const Format& format : formats()) {
    if (format.binary != binary) continue;
    std::ostringstream out;
    format.render(report, digest, options, out);
    require(static_cast<bool>(out), "everything is written");
    const Output output(format.name, out.str());
    if (binary)
      output.check_binary();
    else
      output.check(options.colour);
  }
}

void run(Choices choices) {
  RenderOptions options;
  const std::size_t flags = choices.byte();
  options.colour = (flags & 1) != 0;
  options.verbose = (flags & 2) != 0;
  options.statistics = (flags & 4) != 0;
  options.quiet = (flags & 24) == 8;
  options.width = (flags & 32) != 0 ? 20 + choices.below(200) : 100;
  const bool binary = (flags & 0xc0) == 0xc0;  // they write files, so more seldom
  const Scenario scenario = make_scenario(choices, true);
  const Staged staged(scenario);
  if (!staged.sound() || staged.sources.empty()) return;
  const Report report = judge_files(staged.world.packs, staged.files(), scenario.options);
  const PartsInMemory parts(report);
  const Digest all = digest(parts, {});
  for (const Language language : {Language::zh, Language::en}) {
    options.language = language;
    render(parts, all, options, binary);
    if (binary) continue;
    std::ostringstream out;
    render_actions(parts, all, options, out);
    require(!find_invalid_utf8(out.str()), "what is written is UTF-8");
  }
}

}  // namespace
}  // namespace guiju

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  guiju::run(guiju::Choices({reinterpret_cast<const char*>(data), size}));
  return 0;
}
