#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diag/diagnostic.h"
#include "document/document.h"
#include "document/read_yaml.h"
#include "document/slips.h"

namespace guiju {

/// A file with more mistakes than this is not what it should be; listing them all helps nobody.
inline constexpr std::size_t most_problems = 1000;

/// Makes documents from the events of a reader of YAML, and holds all that does not depend on
/// how the bytes were read: limits, keys given twice, merge keys, keys that are no text, aliases.
/// Any number of readers may feed it; what they must agree on is the events.
///
///   start; then one node: scalar | empty | alias | begin_mapping (key value)* end |
///   begin_sequence node* end; then finish.
///
/// What is wrong is reported to the sink. A call that answers false has met a limit, or more
/// problems than anybody would read: the document is lost, `discard` is the only call that may
/// follow.
class DocumentBuilder {
 public:
  /// Source, limits and sink outlive the builder.
  DocumentBuilder(const SourceFile& source, const ReadLimits& limits, Diagnostics& diagnostics);

  void start(std::uint32_t ordinal);
  /// The finished document; none if it holds nothing but an empty root.
  std::optional<Document> finish();
  void discard();

  /// A scalar whose text stands in the source, or outlives the document: it is borrowed.
  [[nodiscard]] bool scalar(std::string_view text, ScalarStyle style, Span span);
  /// A scalar whose text differs from the source (escapes, folding); copied.
  [[nodiscard]] bool copied_scalar(std::string_view text, ScalarStyle style, Span span);
  /// A node without content. Without a span, it was left out: it takes the place of its key.
  [[nodiscard]] bool empty(std::optional<Span> span);
  [[nodiscard]] bool begin_mapping(std::uint32_t begin);
  [[nodiscard]] bool begin_sequence(std::uint32_t begin);
  /// Ends the innermost open collection at offset `end`.
  [[nodiscard]] bool end(std::uint32_t end);

  /// The next node is anchored under `id`. Ids are the reader's, small and not reused in a
  /// document.
  void anchor(std::size_t id);
  [[nodiscard]] bool alias(std::size_t id, Span span);

  /// Leaves out the entry whose key has just been given; the reader has reported why.
  void drop_entry();

  /// True if the next node is the value of an entry.
  bool at_value() const;
  /// Place of the last key; meaningful only `at_value`.
  Span key_span() const;
  /// True if so much is wrong with the file that reading on helps nobody.
  bool gave_up() const;
  /// Where the last finished node ends, or the innermost open collection begins.
  std::uint32_t last_end() const { return last_end_; }

 private:
  using Node = Document::Node;
  struct Frame {
    NodeId node = 0;
    NodeId key = no_node;  ///< the key whose value is due
    std::uint32_t entries = 0;
    bool mapping = false;
  };

  bool add(const Node& node, Span span);
  void place_text(Node& node, std::string_view text, Span span);
  Document::Collection& collection(NodeId node) {
    return document_.collections_[document_.nodes_[node].number];
  }
  bool refuse_further(Span span);
  void keep_anchor();
  bool open(NodeKind kind, std::uint32_t begin);
  void complete(NodeId id);
  bool is_surely_key(NodeId key) const;
  void check_key(NodeId key);
  std::optional<Slip> slip_in_key(NodeId key) const;
  void drop(NodeId key);
  bool may_have_duplicates(const Frame& frame) const;
  void find_duplicates(const Frame& frame);
  void report_duplicate(NodeId first, NodeId second);
  bool copy_subtree(NodeId from, Span span);
  void copy_node(NodeId from, NodeId shift);
  std::string_view own(std::string_view text);
  void leave_out_dropped();
  std::string_view text(NodeId node) const;
  Place place(Span span) const { return place_of(*source_, span); }

  const SourceFile* source_;
  const ReadLimits* limits_;
  Diagnostics* diagnostics_;
  std::size_t most_nodes_;        // in the file
  std::size_t problems_before_;   // in the sink when the file was begun
  std::size_t nodes_before_ = 0;  // of the finished documents of the file
  std::size_t nodes_expected_;    // of the next document

  Document document_;
  std::vector<Frame> frames_;
  std::vector<NodeId> anchors_;  // by id; no_node where nothing is anchored
  std::optional<std::size_t> pending_anchor_;
  std::uint32_t last_end_ = 0;
  std::size_t chunk_left_ = 0;  // bytes unused at the end of the last chunk of text
  char* chunk_ = nullptr;
  bool any_dropped_ = false;
  struct HashedKey {
    std::size_t hash;
    NodeId node;
  };
  std::vector<HashedKey> keys_;  // of the mapping at hand
};

}  // namespace guiju
