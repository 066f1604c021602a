// The only file that names yaml-cpp. Its events say where a node begins; where it ends, and how
// its text stands in the file, is worked out here. Its exceptions end here.
#include "document/read_yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <istream>
#include <streambuf>
#include <string_view>

#include "document/builder.h"
#include "document/fast_lane.h"
#include "document/scalar_places.h"
#include "document/slips.h"
#include "document/syntax_error.h"
#include "document/white.h"

namespace guiju {
namespace {

/// Leaves the YAML library when a limit was met or a quote never ends; already reported.
struct Stop {};

/// The part of a file that may hold one document, from `---` to the next.
struct Part {
  std::uint32_t begin;
  std::uint32_t end;
};

bool is_marker(std::string_view line, std::string_view marker) {
  return line.starts_with(marker) &&
         (line.size() == marker.size() || is_white(line[marker.size()]));
}

/// Splits a file at its document markers. A line that starts with `---` or `...` is one wherever
/// it stands (YAML 1.2, 9.1.2: not even quoted text may hold it), so each part can be read by
/// itself, and a mistake in one document leaves the others alone.
std::vector<Part> split_documents(std::string_view bytes, std::uint32_t begin) {
  std::vector<Part> parts;
  Part part{begin, begin};
  bool has_content = false;  // more than directives and comments
  while (part.end < bytes.size()) {
    const auto line_end =
        static_cast<std::uint32_t>(std::min(bytes.find('\n', part.end), bytes.size() - 1) + 1);
    const std::string_view line = bytes.substr(part.end, line_end - part.end);
    const bool starts = is_marker(line, "---");
    if (starts && has_content) {
      parts.push_back(part);
      part.begin = part.end;
    }
    part.end = line_end;
    if (is_marker(line, "...")) {
      if (has_content) parts.push_back(part);
      part.begin = line_end;
      has_content = false;
    } else if (!has_content) {
      const auto content = line.find_first_not_of(" \t\r\n");
      has_content = starts || (content != std::string_view::npos && line[content] != '#' &&
                               line.front() != '%');
    }
  }
  if (has_content) parts.push_back(part);
  return parts;
}

/// Lets the YAML library read from the file's bytes without copying them.
class BytesBuffer : public std::streambuf {
 public:
  explicit BytesBuffer(std::string_view bytes) {
    // The buffer is only read, whatever the interface's type says.
    char* begin = const_cast<char*>(bytes.data());
    setg(begin, begin, begin + bytes.size());
  }
};

constexpr std::array accepted_tags{
    std::string_view("?"),
    std::string_view("!"),
    std::string_view("tag:yaml.org,2002:str"),
    std::string_view("tag:yaml.org,2002:map"),
    std::string_view("tag:yaml.org,2002:seq"),
    std::string_view("tag:yaml.org,2002:int"),
    std::string_view("tag:yaml.org,2002:float"),
    std::string_view("tag:yaml.org,2002:bool"),
    std::string_view("tag:yaml.org,2002:null"),
};

constexpr std::string_view tag_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-!%#;/?:@&=+$_.~*'()";

constexpr std::array null_words{std::string_view("~"), std::string_view("null"),
                                std::string_view("Null"), std::string_view("NULL")};

/// Turns yaml-cpp's events for one part of a file into the builder's.
class Events : public YAML::EventHandler {
 public:
  Events(const SourceFile& source, Part part, DocumentBuilder& builder, Diagnostics& diagnostics)
      : source_(source),
        bytes_(source.bytes().substr(0, part.end)),
        base_(part.begin),
        builder_(builder),
        diagnostics_(diagnostics) {}

  /// A part holds one document. What yaml-cpp takes for another is text that does not belong to
  /// the first, by a wrong indentation as a rule.
  void OnDocumentStart(const YAML::Mark& mark) override {
    if (ended_at_) {
      report("text after the document", mark, *ended_at_);
      throw Stop{};
    }
  }
  void OnDocumentEnd() override { ended_at_ = builder_.last_end(); }

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    take_anchor(anchor);
    const std::uint32_t at = offset(mark);
    if (at_key()) {
      const std::string_view word = null_word(at);
      const Span span = span_of(at, word.size());
      proceed(builder_.scalar(word, ScalarStyle::plain, span));
    } else if (builder_.at_value()) {
      if (lacks_colon()) report_missing_colon();
      proceed(builder_.empty(written_null_after_key()));
    } else if (!collections_.empty()) {
      proceed(builder_.empty(collections_.back().flow ? span_of(at, null_word(at).size())
                                                      : left_out_element()));
    } else {
      proceed(builder_.empty(Span{at, at}));
    }
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const std::uint32_t at = offset(mark);
    proceed(builder_.alias(anchor, {at, end_of_property(at)}));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    take_anchor(anchor);
    const std::uint32_t at = take_properties(offset(mark), tag, most_properties);
    const ScalarStyle style = style_at(at);
    if (text.empty() && style == ScalarStyle::plain) {
      const std::uint32_t begin = offset(mark);
      proceed(builder_.copied_scalar(text, style, {begin, end_of_property(begin)}));
      return;
    }
    const std::uint32_t text_at = at + (style == ScalarStyle::plain ? 0 : 1);
    const bool as_written =
        style != ScalarStyle::block &&
        bytes_.substr(std::min<std::size_t>(text_at, bytes_.size())).starts_with(text);
    const Span span{at, end_of_scalar(at, style, text, as_written)};
    if (style == ScalarStyle::single_quoted || style == ScalarStyle::double_quoted) {
      last_quoted_ = span;
    }
    proceed(as_written ? builder_.scalar(bytes_.substr(text_at, text.size()), style, span)
                       : builder_.copied_scalar(text, style, span));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    take_anchor(anchor);
    const std::uint32_t at = take_properties(offset(mark), tag, own_properties(tag, anchor));
    collections_.push_back({at, bytes_[at] == '[', false});
    proceed(builder_.begin_sequence(at));
  }
  void OnSequenceEnd() override { end_collection(']'); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    take_anchor(anchor);
    const std::uint32_t at = take_properties(offset(mark), tag, own_properties(tag, anchor));
    collections_.push_back({at, bytes_[at] == '{', true});
    proceed(builder_.begin_mapping(at));
  }
  void OnMapEnd() override { end_collection('}'); }

  std::uint32_t offset(const YAML::Mark& mark) const {
    const auto at = base_ + static_cast<std::uint32_t>(std::max(mark.pos, 0));
    return std::min(at, static_cast<std::uint32_t>(bytes_.size()));
  }

  /// Reports a syntax error that was noticed at `mark`; up to `after` all was well.
  void report(std::string_view message, const YAML::Mark& mark, std::uint32_t after) const {
    SyntaxError error;
    error.message = message;
    error.at = offset(mark);
    error.after = after;
    error.document_end = static_cast<std::uint32_t>(bytes_.size());
    error.last_quoted = last_quoted_;
    error.open_flow = open_flow();
    report_syntax_error(source_, error, diagnostics_);
  }

 private:
  std::optional<std::uint32_t> open_flow() const {
    for (auto open = collections_.rbegin(); open != collections_.rend(); ++open) {
      if (open->flow) return open->begin;
    }
    return std::nullopt;
  }

  struct Collection {
    std::uint32_t begin;
    bool flow;
    bool mapping;
  };

  static void proceed(bool ok) {
    if (!ok) throw Stop{};
  }

  static Span span_of(std::uint32_t begin, std::size_t size) {
    return {begin, begin + static_cast<std::uint32_t>(size)};
  }

  bool at_key() const {
    return !collections_.empty() && collections_.back().mapping && !builder_.at_value();
  }

  char byte(std::size_t at) const { return at < bytes_.size() ? bytes_[at] : '\0'; }

  std::uint32_t skip_blanks(std::uint32_t at) const {
    while (is_blank(byte(at))) ++at;
    return at;
  }

  /// Past white space and comments.
  std::uint32_t skip_white(std::uint32_t at) const {
    while (at < bytes_.size()) {
      if (is_white(bytes_[at])) {
        ++at;
      } else if (bytes_[at] == '#' && (at == 0 || is_white(bytes_[at - 1]))) {
        at = static_cast<std::uint32_t>(std::min(bytes_.find('\n', at), bytes_.size()));
      } else {
        break;
      }
    }
    return at;
  }

  void take_anchor(YAML::anchor_t anchor) {
    if (anchor != 0) builder_.anchor(anchor);
  }

  bool is_property(std::uint32_t at) const { return byte(at) == '&' || byte(at) == '!'; }

  /// Past an anchor, an alias or a tag.
  std::uint32_t end_of_property(std::uint32_t at) const {
    if (byte(at) != '!') return first_of(" \t\r\n,[]{}", at);
    if (byte(at + 1) == '<') return std::min(first_of(">", at) + 1, end());
    // What is no character of a tag is content already: `!!str|` is a tag and block text.
    const auto tag_end = bytes_.find_first_not_of(tag_characters, at);
    return static_cast<std::uint32_t>(std::min(tag_end, bytes_.size()));
  }

  /// The first of `characters` from `at` on; the end if there is none.
  std::uint32_t first_of(std::string_view characters, std::uint32_t at) const {
    return static_cast<std::uint32_t>(
        std::min(bytes_.find_first_of(characters, at), bytes_.size()));
  }

  std::uint32_t end() const { return static_cast<std::uint32_t>(bytes_.size()); }

  /// An anchor and a tag.
  static constexpr int most_properties = 2;

  /// How many properties a collection has itself: those that follow are its first key's.
  static int own_properties(const std::string& tag, YAML::anchor_t anchor) {
    return (tag == "?" ? 0 : 1) + (anchor == 0 ? 0 : 1);
  }

  /// A node's mark stands at its anchor or tag: the content comes after those.
  std::uint32_t take_properties(std::uint32_t at, const std::string& tag, int count) {
    for (; count > 0 && is_property(at); --count) {
      const std::uint32_t end = end_of_property(at);
      if (byte(at) == '!') check_tag({at, end}, tag);
      at = skip_white(end);
    }
    return at;
  }

  void check_tag(Span span, const std::string& tag) {
    if (std::find(accepted_tags.begin(), accepted_tags.end(), tag) != accepted_tags.end()) return;
    diagnostics_.add(
        "yaml-tag", place_of(source_, span),
        {{"tag", same(std::string(bytes_.substr(span.begin, span.end - span.begin)))}});
  }

  ScalarStyle style_at(std::uint32_t at) const {
    switch (byte(at)) {
      case '"':
        return ScalarStyle::double_quoted;
      case '\'':
        return ScalarStyle::single_quoted;
      case '|':
      case '>':
        return ScalarStyle::block;
      default:
        return ScalarStyle::plain;
    }
  }

  std::uint32_t end_of_scalar(std::uint32_t at, ScalarStyle style, std::string_view text,
                              bool as_written) {
    switch (style) {
      case ScalarStyle::plain:
        if (as_written) return at + static_cast<std::uint32_t>(text.size());
        return scalar_offset(bytes_, at, style, text, text.size()).value_or(at);
      case ScalarStyle::block:
        return end_of_block(at, text);
      case ScalarStyle::single_quoted:
      case ScalarStyle::double_quoted:
        break;
    }
    const auto close = closing_quote(bytes_, at);
    if (!close) {
      report_open_quote(source_, at, diagnostics_);
      throw Stop{};
    }
    return *close;
  }

  /// Block text ends with its last line that says something.
  std::uint32_t end_of_block(std::uint32_t at, std::string_view text) const {
    const auto header_end =
        static_cast<std::uint32_t>(std::min(bytes_.find_first_of(" \t\r\n", at), bytes_.size()));
    const auto last = text.find_last_not_of('\n');
    if (last == std::string_view::npos) return header_end;
    return scalar_offset(bytes_, at, ScalarStyle::block, text, last + 1).value_or(header_end);
  }

  std::string_view null_word(std::uint32_t at) const {
    for (const std::string_view word : null_words) {
      if (!bytes_.substr(at).starts_with(word)) continue;
      const char after = byte(at + word.size());
      const bool whole = after == '\0' || is_white(after) ||
                         std::string_view(",[]{}:").find(after) != std::string_view::npos;
      if (whole) return bytes_.substr(at, word.size());
    }
    return bytes_.substr(at, 0);
  }

  /// Place of the `~` or `null` that stands after the key on its line. yaml-cpp's mark does not
  /// tell it from a value that was left out.
  std::optional<Span> written_null_after_key() const {
    std::uint32_t at = skip_blanks(builder_.key_span().end);
    if (byte(at) != ':') return std::nullopt;
    at = skip_blanks(at + 1);
    const std::string_view word = null_word(at);
    if (word.empty()) return std::nullopt;
    return span_of(at, word.size());
  }

  /// Place of a null in a block sequence: the word, or the dash that nothing follows.
  Span left_out_element() const {
    const std::uint32_t dash = skip_white(builder_.last_end());
    if (byte(dash) != '-') return {builder_.last_end(), builder_.last_end()};
    const std::uint32_t at = skip_blanks(dash + 1);
    const std::string_view word = null_word(at);
    return word.empty() ? span_of(dash, 1) : span_of(at, word.size());
  }

  /// yaml-cpp takes a last line without a colon for a key without a value.
  bool lacks_colon() const {
    if (collections_.back().flow) return false;
    if (byte(skip_white(builder_.key_span().end)) == ':') return false;
    std::uint32_t before = builder_.key_span().begin;
    while (before > 0 && is_white(bytes_[before - 1])) --before;
    const bool explicit_key = before > 0 && bytes_[before - 1] == '?';
    return !explicit_key;
  }

  void report_missing_colon() {
    const Span key = builder_.key_span();
    if (const auto slip = find_slip_in_lines(bytes_, key.begin, key.end)) {
      report_slip(source_, *slip, diagnostics_);
    } else {
      diagnostics_.add("yaml-no-colon", place_of(source_, key));
    }
    builder_.drop_entry();
  }

  void end_collection(char closer) {
    const Collection open = collections_.back();
    collections_.pop_back();
    proceed(builder_.end(open.flow ? end_of_flow(closer) : builder_.last_end()));
  }

  /// Past the bracket that closes the innermost collection, all of whose content is read.
  std::uint32_t end_of_flow(char closer) const {
    std::uint32_t at = builder_.last_end();
    if (is_open_bracket(at)) ++at;
    while ((at = skip_white(at)) < bytes_.size()) {
      if (bytes_[at] == closer) return at + 1;
      ++at;
    }
    return at;
  }

  /// Nothing has been read inside the collection yet.
  bool is_open_bracket(std::uint32_t at) const { return byte(at) == '[' || byte(at) == '{'; }

  const SourceFile& source_;
  std::string_view bytes_;  // of the file up to the end of the part
  std::uint32_t base_;
  DocumentBuilder& builder_;
  Diagnostics& diagnostics_;
  std::vector<Collection> collections_;
  std::optional<Span> last_quoted_;
  std::optional<std::uint32_t> ended_at_;  // the end of the document, once it has been read
};

/// Reads the documents of a file, part by part.
class Reader {
 public:
  Reader(const SourceFile& source, const ReadLimits& limits, Diagnostics& diagnostics)
      : source_(source),
        limits_(limits),
        diagnostics_(diagnostics),
        problems_before_(diagnostics.all().size()),
        builder_(source, limits, diagnostics) {}

  std::vector<Document> read() {
    const std::string_view bytes = source_.bytes();
    const std::uint32_t begin = bytes.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    for (const Part part : split_documents(bytes, begin)) {
      if (ordinal_ >= limits_.documents) {
        report_too_many_documents(part);
        break;
      }
      read_part(part);
      if (builder_.gave_up()) {
        report_too_many_problems();
        break;
      }
    }
    if (documents_.empty() && problems() == 0) {
      diagnostics_.add("yaml-nothing-here", whole_file());
    }
    return std::move(documents_);
  }

 private:
  std::size_t problems() const { return diagnostics_.all().size() - problems_before_; }

  Place whole_file() const {
    Place place;
    place.file = source_.name();
    return place;
  }

  void report_too_many_documents(Part part) {
    const Span at{part.begin, std::min(part.begin + 3, part.end)};
    diagnostics_.add("yaml-too-many-documents", place_of(source_, at),
                     {{"limit", same(std::to_string(limits_.documents))}});
  }

  void report_too_many_problems() {
    diagnostics_.add("yaml-too-many-problems", whole_file(),
                     {{"limit", same(std::to_string(most_problems))}});
  }

  void read_part(Part part) {
    // yaml-cpp skips a mark at the start of what it is given, and counts from behind it.
    if (source_.bytes().substr(part.begin, part.end - part.begin).starts_with(byte_order_mark)) {
      part.begin += static_cast<std::uint32_t>(byte_order_mark.size());
    }
    BytesBuffer buffer(source_.bytes().substr(part.begin, part.end - part.begin));
    std::istream stream(&buffer);
    Events events(source_, part, builder_, diagnostics_);
    builder_.start(++ordinal_);
    try {
      YAML::Parser parser(stream);
      while (parser.HandleNextDocument(events)) {
      }
      keep_document();
    } catch (const Stop&) {
      builder_.discard();
    } catch (const YAML::Exception& error) {
      events.report(error.msg, error.mark, std::max(builder_.last_end(), part.begin));
      builder_.discard();
    }
  }

  void keep_document() {
    auto document = builder_.finish();
    if (!document) return;
    const NodeId root = document->root();
    // Text alone is no dossier; if a slip made it so, that is all there is to say.
    if (report_slip_in(*document, root, diagnostics_)) return;
    documents_.push_back(std::move(*document));
  }

  const SourceFile& source_;
  const ReadLimits& limits_;
  Diagnostics& diagnostics_;
  std::size_t problems_before_;
  DocumentBuilder builder_;
  std::vector<Document> documents_;
  std::uint32_t ordinal_ = 0;
};

}  // namespace

std::vector<Document> read_yaml(const SourceFile& source, const ReadLimits& limits,
                                Diagnostics& diagnostics) {
  YamlReader reader{};
  return read_yaml(source, limits, diagnostics, reader);
}

std::vector<Document> read_yaml(const SourceFile& source, const ReadLimits& limits,
                                Diagnostics& diagnostics, YamlReader& reader) {
  reader = limits.reader;
  if (reader == YamlReader::fast) {
    if (auto documents = read_fast(source, limits)) return std::move(*documents);
    reader = YamlReader::yaml_cpp;
  }
  return Reader(source, limits, diagnostics).read();
}

}  // namespace guiju
