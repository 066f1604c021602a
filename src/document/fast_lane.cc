// Reads the YAML that people and exports write, straight from the file's bytes. Each function
// answers whether it could go on; where one could not, the whole file is declined.
#include "document/fast_lane.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "document/builder.h"
#include "document/white.h"

namespace guiju {
namespace {

/// Deeper nesting is left to yaml-cpp, which has a limit of its own.
constexpr std::size_t most_depth = 100;
/// yaml-cpp knows a key only if its colon comes within so many bytes.
constexpr std::uint32_t longest_key = 1024;
/// Names are looked for one by one.
constexpr std::size_t most_anchors = 100;

/// What a byte may be in unquoted text.
enum class Plain : std::uint8_t {
  text,
  flow,  ///< text, but in `[]` and `{}` it ends or cannot be text
  stop,  ///< the end of the line, a colon, a number sign, or nothing of ours
};

constexpr std::array<Plain, 256> plain_bytes = [] {
  std::array<Plain, 256> bytes{};
  for (std::size_t byte = 0; byte < 0x20; ++byte) bytes[byte] = Plain::stop;
  bytes[0x7F] = Plain::stop;
  for (const char byte : {':', '#'}) bytes[static_cast<unsigned char>(byte)] = Plain::stop;
  for (const char byte : {',', '[', ']', '{', '}', '?'}) {
    bytes[static_cast<unsigned char>(byte)] = Plain::flow;
  }
  return bytes;
}();

Plain plain(char byte) { return plain_bytes[static_cast<unsigned char>(byte)]; }

/// Bytes with which unquoted text may begin; `-` only where no space follows.
constexpr std::array<bool, 256> first_bytes = [] {
  std::array<bool, 256> bytes{};
  for (std::size_t byte = 0x21; byte < bytes.size(); ++byte) bytes[byte] = byte != 0x7F;
  for (const char byte : std::string_view(",[]{}#&*!|>'\"%@`?:")) {
    bytes[static_cast<unsigned char>(byte)] = false;
  }
  return bytes;
}();

bool begins_plain(char byte) { return first_bytes[static_cast<unsigned char>(byte)]; }

bool is_null(std::string_view text) {
  return text == "~" || text == "null" || text == "Null" || text == "NULL";
}

class FastLane {
 public:
  FastLane(const SourceFile& source, const ReadLimits& limits)
      : bytes_(source.bytes()),
        size_(static_cast<std::uint32_t>(bytes_.size())),
        limits_(limits),
        builder_(source, limits, diagnostics_) {}

  std::optional<std::vector<Document>> read() {
    if (bytes_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
    while (at_ < size_) {
      if (!line()) return std::nullopt;
    }
    if (!finish_document() || documents_.empty()) return std::nullopt;
    return std::move(documents_);
  }

 private:
  /// A block collection that is open.
  struct Frame {
    std::uint32_t column;
    bool mapping;
  };

  struct Scalar {
    std::string_view text;
    ScalarStyle style = ScalarStyle::plain;
    Span span;
    bool copied = false;  ///< the text is not in the source as it stands
  };

  char byte(std::uint32_t at) const { return at < size_ ? bytes_[at] : '\n'; }
  char here() const { return byte(at_); }

  bool ends_line(std::uint32_t at) const {
    return byte(at) == '\n' || (byte(at) == '\r' && byte(at + 1) == '\n');
  }
  /// Whether a sign at `at` is followed by what makes it YAML's own.
  bool stands_alone(std::uint32_t at) const { return byte(at + 1) == ' ' || ends_line(at + 1); }
  bool is_dash(std::uint32_t at) const { return byte(at) == '-' && stands_alone(at); }

  std::uint32_t count_spaces(std::uint32_t at) const {
    const std::uint32_t begin = at;
    while (at < size_ && bytes_[at] == ' ') ++at;
    return at - begin;
  }
  void skip_spaces() { at_ += count_spaces(at_); }

  bool line_break() {
    if (!ends_line(at_)) return false;
    at_ = std::min(at_ + (here() == '\r' ? 2 : 1), size_);
    return true;
  }

  std::uint32_t line_end() const {
    const auto end = static_cast<std::uint32_t>(std::min(bytes_.find('\n', at_), bytes_.size()));
    return end > at_ && bytes_[end - 1] == '\r' ? end - 1 : end;
  }

  /// A comment, if there is one, and the line break.
  bool end_of_line() {
    if (here() == '#') at_ = line_end();
    return line_break();
  }

  /// What may follow a value on its line.
  bool rest_of_line() {
    skip_spaces();
    return (here() != '#' || bytes_[at_ - 1] == ' ') && end_of_line();
  }

  // ---- lines and documents ----

  bool line() {
    const std::uint32_t begin = at_;
    skip_spaces();
    if (here() == '#' || ends_line(at_)) return end_of_line();
    const std::uint32_t column = at_ - begin;
    if (column > 0) return content(column);
    if (here() == '-' && bytes_.substr(at_).starts_with("---")) return marker(true);
    if (here() == '.' && bytes_.substr(at_).starts_with("...")) return marker(false);
    return content(0);
  }

  bool marker(bool starts) {
    at_ += 3;
    const bool alone = here() == ' ' || ends_line(at_);
    if (!alone || !rest_of_line() || !finish_document()) return false;
    return !starts || start_document();
  }

  bool start_document() {
    if (ordinal_ >= limits_.documents) return false;
    builder_.start(++ordinal_);
    in_document_ = true;
    has_root_ = due_ = anchored_ = false;
    anchors_.clear();
    // yaml-cpp skips a mark at the start of what it is given.
    return !bytes_.substr(at_).starts_with(byte_order_mark);
  }

  bool finish_document() {
    if (!in_document_) return true;
    in_document_ = false;
    if (!has_root_ && !builder_.empty(Span{at_, at_})) return false;
    if (due_ && !leave_out_value()) return false;
    while (!frames_.empty()) {
      if (!close()) return false;
    }
    if (auto document = builder_.finish()) documents_.push_back(std::move(*document));
    return diagnostics_.empty();
  }

  // ---- block collections ----

  bool open(std::uint32_t column, bool mapping) {
    if (frames_.size() >= most_depth) return false;
    frames_.push_back({column, mapping});
    return mapping ? builder_.begin_mapping(at_) : builder_.begin_sequence(at_);
  }

  bool close() {
    frames_.pop_back();
    return builder_.end(builder_.last_end()) && diagnostics_.empty();
  }

  /// The key just read has no value. A dash without one is left to yaml-cpp.
  bool leave_out_value() {
    due_ = false;
    return frames_.back().mapping && !anchored_ && builder_.empty(std::nullopt);
  }

  /// A line that says something, which starts at `column`.
  bool content(std::uint32_t column) {
    const bool dash = is_dash(at_);
    if (!in_document_ && !start_document()) return false;
    if (due_) {
      const Frame& top = frames_.back();
      const bool inside = column > top.column || (column == top.column && dash && top.mapping);
      if (inside) return block(column);
      if (!leave_out_value()) return false;
    }
    while (!frames_.empty() && ends_before(column, dash)) {
      if (!close()) return false;
    }
    if (frames_.empty()) return !std::exchange(has_root_, true) && block(column);
    const Frame& top = frames_.back();
    if (top.column != column || top.mapping == dash) return false;
    return dash ? element(column) : entry();
  }

  /// Whether the innermost collection ends before a line at `column`.
  bool ends_before(std::uint32_t column, bool dash) const {
    const Frame& top = frames_.back();
    return column < top.column || (column == top.column && !top.mapping && !dash);
  }

  /// A block collection whose first line starts here.
  bool block(std::uint32_t column) {
    due_ = anchored_ = false;
    if (is_dash(at_)) return open(column, false) && element(column);
    const std::uint32_t begin = at_;
    Scalar key;
    if (!scalar(key, false) || !is_key(key)) return false;
    return open_entry(column, begin, key);
  }

  bool open_entry(std::uint32_t column, std::uint32_t begin, const Scalar& key) {
    const std::uint32_t colon = std::exchange(at_, begin);
    if (!open(column, true)) return false;
    at_ = colon;
    return add(key) && value();
  }

  bool entry() {
    Scalar key;
    return scalar(key, false) && is_key(key) && add(key) && value();
  }

  /// Whether a colon follows, spaces skipped, that makes `key` one.
  bool is_key(const Scalar& key) {
    skip_spaces();
    return here() == ':' && stands_alone(at_) && at_ - key.span.begin <= longest_key;
  }

  /// From the colon on.
  bool value() {
    ++at_;
    skip_spaces();
    return node();
  }

  /// From the dash on. What follows it on its line may be a collection.
  bool element(std::uint32_t column) {
    const std::uint32_t dash = at_++;
    skip_spaces();
    column += at_ - dash;
    if (is_dash(at_)) return open(column, false) && element(column);
    const bool quoted = here() == '"' || here() == '\'';
    if (!quoted && !begins_plain(here())) return node();
    const std::uint32_t begin = at_;
    Scalar text;
    if (!scalar(text, false)) return false;
    if (is_key(text)) return open_entry(column, begin, text);
    return add_value(text, false) && rest_of_line();
  }

  /// The value of an entry or an element that is no collection of the same line.
  bool node() {
    anchored_ = false;
    if (here() == '&' && !anchor()) return false;
    if (here() == '#' || ends_line(at_)) {
      due_ = true;
      return end_of_line();
    }
    switch (here()) {
      case '|':
      case '>':
        // After an anchor of an element, yaml-cpp wants the text indented further than the anchor.
        return (!anchored_ || frames_.back().mapping) && block_text();
      case '[':
      case '{':
        return flow(frames_.size() + 1) && rest_of_line();
      case '*':
        return alias() && rest_of_line();
      default: {
        Scalar text;
        return scalar(text, false) && add_value(text, frames_.back().mapping) && rest_of_line();
      }
    }
  }

  // ---- anchors ----

  /// A name after its sign; empty where it is not of the usual letters.
  std::string_view name() {
    const std::uint32_t begin = ++at_;
    const auto usual = [](char byte) {
      return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
             (byte >= '0' && byte <= '9') || byte == '_' || byte == '-';
    };
    while (at_ < size_ && usual(bytes_[at_])) ++at_;
    return bytes_.substr(begin, at_ - begin);
  }

  bool anchor() {
    const std::string_view anchored = name();
    if (anchored.empty() || anchors_.size() >= most_anchors) return false;
    if (here() != ' ' && !ends_line(at_)) return false;
    skip_spaces();
    anchors_.push_back(anchored);
    builder_.anchor(anchors_.size());
    anchored_ = true;
    return here() != '*' && here() != '&';
  }

  bool alias() {
    const std::uint32_t begin = at_;
    const std::string_view meant = name();
    const bool ends =
        here() == ' ' || here() == ',' || here() == ']' || here() == '}' || ends_line(at_);
    const auto found = std::find(anchors_.rbegin(), anchors_.rend(), meant);
    if (meant.empty() || !ends || found == anchors_.rend()) return false;
    return builder_.alias(static_cast<std::size_t>(anchors_.rend() - found), {begin, at_});
  }

  // ---- text of one line ----

  bool add(const Scalar& scalar) {
    return scalar.copied ? builder_.copied_scalar(scalar.text, scalar.style, scalar.span)
                         : builder_.scalar(scalar.text, scalar.style, scalar.span);
  }

  /// A null where its place may be another than its word's is left to yaml-cpp.
  bool add_value(const Scalar& scalar, bool may_be_null) {
    if (scalar.style != ScalarStyle::plain || !is_null(scalar.text)) return add(scalar);
    return may_be_null && !anchored_ && builder_.empty(scalar.span);
  }

  bool scalar(Scalar& scalar, bool in_flow) {
    if (here() == '"') return double_quoted(scalar);
    if (here() == '\'') return single_quoted(scalar);
    return plain_text(scalar, in_flow);
  }

  bool plain_text(Scalar& scalar, bool in_flow) {
    if (!begins_plain(here())) return false;
    if (here() == '-' && (stands_alone(at_) || plain(byte(at_ + 1)) != Plain::text)) return false;
    const std::uint32_t begin = at_;
    const Plain most = in_flow ? Plain::text : Plain::flow;
    while (true) {
      // After the last byte comes a zero, which is no text.
      const char* at = bytes_.data() + at_;
      while (plain(*at) <= most) ++at;
      at_ = static_cast<std::uint32_t>(at - bytes_.data());
      if (!goes_on(in_flow)) break;
      ++at_;
    }
    std::uint32_t end = at_;
    while (end > begin && bytes_[end - 1] == ' ') --end;
    at_ = end;
    scalar.text = bytes_.substr(begin, end - begin);
    scalar.span = {begin, end};
    return true;
  }

  /// Whether a colon or a number sign inside unquoted text is text.
  bool goes_on(bool in_flow) const {
    if (here() == '#') return bytes_[at_ - 1] != ' ';
    if (here() != ':' || stands_alone(at_)) return false;
    const char after = byte(at_ + 1);
    return !in_flow || (after != ',' && after != ']' && after != '}');
  }

  bool single_quoted(Scalar& scalar) {
    const std::uint32_t begin = at_++;
    scratch_.clear();
    std::uint32_t from = at_;
    while (true) {
      while (at_ < size_ && bytes_[at_] != '\'' && is_text(bytes_[at_])) ++at_;
      if (here() != '\'') return false;
      if (byte(at_ + 1) != '\'') break;
      unescape(scalar, from, '\'');
      from = at_;
    }
    return close_quote(scalar, {begin, at_ + 1}, from, ScalarStyle::single_quoted);
  }

  bool double_quoted(Scalar& scalar) {
    constexpr std::string_view escapes = "\"\\/nt";
    constexpr std::string_view meanings = "\"\\/\n\t";
    const std::uint32_t begin = at_++;
    scratch_.clear();
    std::uint32_t from = at_;
    while (true) {
      while (at_ < size_ && bytes_[at_] != '"' && bytes_[at_] != '\\' && is_text(bytes_[at_])) {
        ++at_;
      }
      if (here() == '"') break;
      const auto escape = here() == '\\' ? escapes.find(byte(at_ + 1)) : std::string_view::npos;
      if (escape == std::string_view::npos) return false;
      unescape(scalar, from, meanings[escape]);
      from = at_;
    }
    return close_quote(scalar, {begin, at_ + 1}, from, ScalarStyle::double_quoted);
  }

  /// Two signs that stand for `meant`, and the text before them, which starts at `from`.
  void unescape(Scalar& scalar, std::uint32_t from, char meant) {
    scratch_.append(bytes_.substr(from, at_ - from));
    scratch_ += meant;
    scalar.copied = true;
    at_ += 2;
  }

  bool close_quote(Scalar& scalar, Span span, std::uint32_t from, ScalarStyle style) {
    const std::string_view last = bytes_.substr(from, at_ - from);
    scalar.text = scalar.copied ? std::string_view(scratch_.append(last)) : last;
    scalar.style = style;
    scalar.span = span;
    ++at_;
    return true;
  }

  static bool is_text(char byte) {
    return static_cast<unsigned char>(byte) >= 0x20 && byte != 0x7F;
  }

  // ---- block text ----

  /// `|`, `|-`, `>` or `>-`, and lines indented like the first or further.
  bool block_text() {
    const std::uint32_t begin = at_;
    const bool folded = bytes_[at_++] == '>';
    const bool strip = here() == '-';
    if (strip) ++at_;
    if (!line_break()) return false;
    const std::uint32_t indent = count_spaces(at_);
    if (indent <= frames_.back().column || ends_line(at_ + indent)) return false;

    scratch_.clear();
    std::uint32_t end = begin;
    std::size_t breaks = 0;
    bool further = false;  // whether the last line of text is indented further
    while (at_ < size_) {
      const std::uint32_t spaces = count_spaces(at_);
      if (ends_line(at_ + spaces)) {
        if (spaces > indent) return false;
        at_ += spaces;
      } else if (spaces < indent) {
        break;
      } else {
        const bool kept = std::exchange(further, spaces > indent) || further;
        fold(std::exchange(breaks, 0), folded && !kept);
        at_ += indent;
        if (here() == '\t') return false;
        end = take_line();
      }
      // Text that ends with the file ends without a line break; that is left to yaml-cpp.
      if (at_ == size_ || !line_break()) return false;
      ++breaks;
    }
    if (!strip) scratch_ += '\n';
    return builder_.copied_scalar(scratch_, ScalarStyle::block, {begin, end});
  }

  /// What so many line breaks between two lines of block text stand for.
  void fold(std::size_t breaks, bool folded) {
    if (folded && breaks == 1) {
      scratch_ += ' ';
    } else {
      scratch_.append(folded && breaks > 0 ? breaks - 1 : breaks, '\n');
    }
  }

  /// Adds what is left of the line to the text; answers where the line ends.
  std::uint32_t take_line() {
    const std::uint32_t from = at_;
    at_ = line_end();
    scratch_.append(bytes_.substr(from, at_ - from));
    return at_;
  }

  // ---- flow collections ----

  /// Spaces, comments and line breaks. `breaks` tells whether a line ended.
  bool flow_space(bool& breaks) {
    breaks = false;
    while (true) {
      skip_spaces();
      const bool ends =
          here() == '#' ? bytes_[at_ - 1] == ' ' || bytes_[at_ - 1] == '\n' : ends_line(at_);
      if (!ends) break;
      if (!end_of_line()) return false;
      breaks = true;
      if (at_ == size_) return false;
      // These may be a marker or a directive in the first column.
      if (std::string_view("-.%").find(here()) != std::string_view::npos) return false;
    }
    return here() != '#';
  }

  bool flow_space() {
    bool breaks = false;
    return flow_space(breaks);
  }

  /// A list or mapping in brackets, itself the collection of this depth.
  bool flow(std::size_t depth) {
    if (depth > most_depth) return false;
    const bool mapping = here() == '{';
    const char closer = mapping ? '}' : ']';
    if (!(mapping ? builder_.begin_mapping(at_) : builder_.begin_sequence(at_))) return false;
    ++at_;
    while (true) {
      if (!flow_space()) return false;
      if (here() == closer) break;
      if (!(mapping ? flow_entry(depth) : flow_node(depth, true)) || !flow_space()) return false;
      if (here() == closer) break;
      if (here() != ',') return false;
      ++at_;
    }
    ++at_;
    return builder_.end(at_);
  }

  bool flow_entry(std::size_t depth) {
    Scalar key;
    bool breaks = false;
    if (!scalar(key, true) || !is_key(key) || !add(key)) return false;
    ++at_;
    return flow_space(breaks) && flow_node(depth, !breaks);
  }

  bool flow_node(std::size_t depth, bool may_be_null) {
    anchored_ = false;
    if (here() == '&' && !anchor()) return false;
    if (here() == '[' || here() == '{') return flow(depth + 1);
    if (here() == '*') return alias();
    Scalar text;
    return scalar(text, true) && add_value(text, may_be_null);
  }

  std::string_view bytes_;
  std::uint32_t size_;
  std::uint32_t at_ = 0;
  const ReadLimits& limits_;
  Diagnostics diagnostics_;  // whatever is in it has the file declined
  DocumentBuilder builder_;
  std::vector<Document> documents_;
  std::uint32_t ordinal_ = 0;
  bool in_document_ = false;
  bool has_root_ = false;
  bool due_ = false;       // the last key or dash may have its value on the next lines
  bool anchored_ = false;  // and an anchor
  std::vector<Frame> frames_;
  std::vector<std::string_view> anchors_;  // their numbers are from 1
  std::string scratch_;                    // text that is not in the file as it stands
};

}  // namespace

std::optional<std::vector<Document>> read_fast(const SourceFile& source, const ReadLimits& limits) {
  return FastLane(source, limits).read();
}

}  // namespace guiju
