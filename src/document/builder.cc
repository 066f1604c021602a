#include "document/builder.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <utility>

#include "text/unicode.h"

namespace guiju {
namespace {

/// Up to this many entries, comparing each key with each costs less than sorting.
constexpr std::uint32_t few_entries = 8;

/// Chunks in which copied text is kept; longer texts get a chunk of their own.
constexpr std::size_t chunk_bytes = 4096;

/// How many nodes room is made for before a document is read: in block YAML of Chinese text there
/// is one in so many bytes. Room that is not used costs nothing but addresses.
constexpr std::size_t bytes_a_node = 8;
constexpr std::size_t nodes_a_collection = 8;

/// How much of the user's text a message quotes, in characters.
constexpr std::size_t quoted_characters = 40;

std::string quoted(std::string_view text) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < quoted_characters && at < text.size(); ++i) next_character(text, at);
  std::string words(text.substr(0, at));
  return at < text.size() ? words + "…" : words;
}

}  // namespace

DocumentBuilder::DocumentBuilder(const SourceFile& source, const ReadLimits& limits,
                                 Diagnostics& diagnostics)
    : source_(&source),
      limits_(&limits),
      diagnostics_(&diagnostics),
      most_nodes_(std::min<std::size_t>(limits.nodes, Document::most_nodes)),
      problems_before_(diagnostics.all().size()),
      nodes_expected_(std::min(source.bytes().size() / bytes_a_node, most_nodes_)) {}

void DocumentBuilder::start(std::uint32_t ordinal) {
  discard();
  document_.source_ = source_;
  document_.ordinal_ = ordinal;
  document_.nodes_.reserve(nodes_expected_);
  document_.collections_.reserve(nodes_expected_ / nodes_a_collection);
}

void DocumentBuilder::discard() {
  document_ = Document();
  frames_.clear();
  anchors_.clear();
  pending_anchor_.reset();
  last_end_ = 0;
  chunk_left_ = 0;
  any_dropped_ = false;
}

std::optional<Document> DocumentBuilder::finish() {
  if (any_dropped_) leave_out_dropped();
  std::optional<Document> finished;
  if (document_.size() > 0 && document_.kind(0) != NodeKind::empty) {
    nodes_before_ += document_.size();
    nodes_expected_ = document_.size();
    finished = std::move(document_);
  }
  discard();
  return finished;
}

bool DocumentBuilder::at_value() const { return !frames_.empty() && frames_.back().key != no_node; }

bool DocumentBuilder::gave_up() const {
  return diagnostics_->all().size() - problems_before_ >= most_problems;
}

Span DocumentBuilder::key_span() const { return document_.span(frames_.back().key); }

std::string_view DocumentBuilder::text(NodeId node) const { return document_.text(node); }

inline bool DocumentBuilder::add(const Node& node, Span span) {
  if (gave_up()) return false;
  if (nodes_before_ + document_.size() >= most_nodes_) return refuse_further(span);
  if (pending_anchor_) keep_anchor();
  document_.nodes_.push_back(node);
  return true;
}

/// The usual case of what `check_key` finds nothing wrong with.
inline bool DocumentBuilder::is_surely_key(NodeId key) const {
  const std::string_view words = text(key);
  if (words.empty()) return false;
  const auto first = static_cast<unsigned char>(words.front());
  return words.size() <= limits_->key_bytes && first < 0x80 && first != '<';
}

/// Called when a node and all inside it are there: closes it and tells the collection around it.
inline void DocumentBuilder::complete(NodeId id) {
  if (Document::is_collection(document_.nodes_[id])) {
    collection(id).next = static_cast<NodeId>(document_.size());
  }
  last_end_ = document_.span(id).end;
  if (frames_.empty()) return;

  Frame& frame = frames_.back();
  if (!frame.mapping) {
    ++collection(frame.node).count;
  } else if (frame.key == no_node) {
    frame.key = id;
    if (!is_surely_key(id)) check_key(id);
  } else {
    ++frame.entries;
    if (!document_.nodes_[frame.key].dropped) ++collection(frame.node).count;
    frame.key = no_node;
  }
}

/// Keeps a text and its place apart from the node, of which there are no more than nodes.
void DocumentBuilder::place_text(Node& node, std::string_view text, Span span) {
  node.apart = true;
  node.number = document_.texts_.size() & Document::most_nodes;
  document_.texts_.push_back({text, span.end});
}

bool DocumentBuilder::scalar(std::string_view text, ScalarStyle style, Span span) {
  Node node;
  node.begin = span.begin;
  node.kind = NodeKind::scalar;
  node.style = style;
  const std::uint32_t size = span.end - span.begin;
  const std::string_view written = Document::written_text(*source_, span, style);
  const bool as_written = text.data() == written.data() && text.size() == written.size();
  if (as_written && size <= Document::most_nodes) {
    node.number = size & Document::most_nodes;
  } else {
    place_text(node, text, span);
  }
  if (!add(node, span)) return false;
  complete(static_cast<NodeId>(document_.size() - 1));
  return true;
}

bool DocumentBuilder::copied_scalar(std::string_view text, ScalarStyle style, Span span) {
  return scalar(own(text), style, span);
}

std::string_view DocumentBuilder::own(std::string_view text) {
  if (text.size() > chunk_left_) {
    const std::size_t size = std::max(text.size(), chunk_bytes);
    document_.owned_text_.push_back(std::make_unique_for_overwrite<char[]>(size));
    chunk_ = document_.owned_text_.back().get();
    chunk_left_ = size;
  }
  if (!text.empty()) std::memcpy(chunk_, text.data(), text.size());
  const std::string_view copy(chunk_, text.size());
  chunk_ += text.size();
  chunk_left_ -= text.size();
  return copy;
}

bool DocumentBuilder::empty(std::optional<Span> span) {
  const Span place = span ? *span : at_value() ? key_span() : Span{last_end_, last_end_};
  Node node;
  node.begin = place.begin;
  node.number = (place.end - place.begin) & Document::most_nodes;
  if (place.end - place.begin > Document::most_nodes) place_text(node, {}, place);
  if (!add(node, place)) return false;
  complete(static_cast<NodeId>(document_.size() - 1));
  return true;
}

bool DocumentBuilder::begin_mapping(std::uint32_t begin) { return open(NodeKind::mapping, begin); }

bool DocumentBuilder::begin_sequence(std::uint32_t begin) {
  return open(NodeKind::sequence, begin);
}

bool DocumentBuilder::open(NodeKind kind, std::uint32_t begin) {
  if (frames_.size() >= limits_->depth) {
    diagnostics_->add("yaml-too-deep", place({begin, begin + 1}),
                      {{"limit", same(std::to_string(limits_->depth))}});
    return false;
  }
  Node node;
  node.begin = begin;
  node.kind = kind;
  node.number = document_.collections_.size() & Document::most_nodes;
  if (!add(node, {begin, begin})) return false;
  document_.collections_.push_back({begin, 0, 0});
  frames_.push_back(
      {static_cast<NodeId>(document_.size() - 1), no_node, 0, kind == NodeKind::mapping});
  last_end_ = begin;
  return true;
}

bool DocumentBuilder::end(std::uint32_t end) {
  const Frame frame = frames_.back();
  if (frame.mapping && may_have_duplicates(frame)) find_duplicates(frame);
  frames_.pop_back();
  collection(frame.node).end = end;
  complete(frame.node);
  return !gave_up();
}

bool DocumentBuilder::refuse_further(Span span) {
  diagnostics_->add("yaml-too-many-nodes", place(span),
                    {{"limit", same(std::to_string(most_nodes_))}});
  return false;
}

void DocumentBuilder::keep_anchor() {
  if (*pending_anchor_ >= anchors_.size()) anchors_.resize(*pending_anchor_ + 1, no_node);
  anchors_[*pending_anchor_] = static_cast<NodeId>(document_.size());
  pending_anchor_.reset();
}

void DocumentBuilder::check_key(NodeId key) {
  const Node& node = document_.nodes_[key];
  const Span span = document_.span(key);
  if (text(key).empty()) {
    diagnostics_->add("yaml-key-not-text", place(span));
    drop(key);
  } else if (text(key).size() > limits_->key_bytes) {
    diagnostics_->add("yaml-key-too-long", place(span),
                      {{"limit", same(std::to_string(limits_->key_bytes))}});
    drop(key);
  } else if (node.style == ScalarStyle::plain && text(key) == "<<") {
    diagnostics_->add("yaml-merge-key", place(span));
    drop(key);
  } else if (const auto slip = slip_in_key(key)) {
    report_slip(*source_, *slip, *diagnostics_);
    drop(key);
  }
}

/// An ideographic space that was meant as indentation is part of the key to YAML.
std::optional<Slip> DocumentBuilder::slip_in_key(NodeId key) const {
  const bool ascii = static_cast<unsigned char>(text(key).front()) < 0x80;
  if (ascii || document_.style(key) != ScalarStyle::plain) return std::nullopt;
  auto slip = find_slip(text(key));
  if (!slip || slip->begin != 0) return std::nullopt;
  slip->begin += document_.span(key).begin;
  slip->end += document_.span(key).begin;
  return slip;
}

void DocumentBuilder::drop(NodeId key) {
  document_.nodes_[key].dropped = true;
  any_dropped_ = true;
}

void DocumentBuilder::drop_entry() { drop(frames_.back().key); }

void DocumentBuilder::report_duplicate(NodeId first, NodeId second) {
  Diagnostic& diagnostic = diagnostics_->add(
      "yaml-duplicate-key", place(document_.span(second)),
      {{"key", same(quoted(text(second)))},
       {"line", same(std::to_string(source_->position(document_.span(first).begin).line))}});
  diagnostic.related.push_back(
      {{"第一次写在这里", "first written here"}, place(document_.span(first))});
  drop(second);
}

/// Tells most mappings of few entries from those that need a closer look: by a few bits of each
/// key, of which those of equal keys are equal.
bool DocumentBuilder::may_have_duplicates(const Frame& frame) const {
  if (frame.entries < 2) return false;
  if (frame.entries > few_entries) return true;
  std::uint64_t seen = 0;
  NodeId at = frame.node + 1;
  for (std::uint32_t i = 0; i < frame.entries; ++i) {
    const Node& key = document_.nodes_[at];
    const std::string_view words = text(at);
    if (key.dropped || words.empty()) return true;
    const auto first = static_cast<unsigned char>(words.front());
    const auto last = static_cast<unsigned char>(words.back());
    const std::uint64_t bit = std::uint64_t{1} << ((first + 5U * last + 11U * words.size()) % 64);
    if ((seen & bit) != 0) return true;
    seen |= bit;
    at = document_.next(document_.next(at));
  }
  return false;
}

/// Reports and drops each key of a mapping that stands in it before. Keys are sorted by hash:
/// linear but for the sort, and nobody can choose keys that make it slow.
void DocumentBuilder::find_duplicates(const Frame& frame) {
  auto& keys = keys_;
  keys.clear();
  NodeId at = frame.node + 1;
  const bool few = frame.entries <= few_entries;
  for (std::uint32_t i = 0; i < frame.entries; ++i) {
    const Node& key = document_.nodes_[at];
    if (!key.dropped) keys.push_back({few ? 0 : std::hash<std::string_view>{}(text(at)), at});
    at = document_.next(document_.next(at));
  }

  std::vector<std::pair<NodeId, NodeId>> duplicates;  // (first, later)
  if (few) {
    for (std::size_t i = 1; i < keys.size(); ++i) {
      const auto before =
          std::find_if(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(i),
                       [&](const HashedKey& k) { return text(k.node) == text(keys[i].node); });
      if (before->node != keys[i].node && before < keys.begin() + static_cast<std::ptrdiff_t>(i)) {
        duplicates.emplace_back(before->node, keys[i].node);
      }
    }
  } else {
    std::sort(keys.begin(), keys.end(), [this](const HashedKey& a, const HashedKey& b) {
      if (a.hash != b.hash) return a.hash < b.hash;
      const int order = text(a.node).compare(text(b.node));
      return order != 0 ? order < 0 : a.node < b.node;
    });
    for (std::size_t i = 1, first = 0; i < keys.size(); ++i) {
      const bool repeated =
          keys[i].hash == keys[first].hash && text(keys[i].node) == text(keys[first].node);
      if (repeated) {
        duplicates.emplace_back(keys[first].node, keys[i].node);
      } else {
        first = i;
      }
    }
    std::sort(duplicates.begin(), duplicates.end(),
              [](const auto& a, const auto& b) { return a.second < b.second; });
  }
  for (const auto& [first, later] : duplicates) {
    if (gave_up()) return;
    report_duplicate(first, later);
    --collection(frame.node).count;
  }
}

void DocumentBuilder::anchor(std::size_t id) { pending_anchor_ = id; }

bool DocumentBuilder::alias(std::size_t id, Span span) {
  const NodeId from = id < anchors_.size() ? anchors_[id] : no_node;
  const bool known = from != no_node;
  // A node that has not been closed yet has no end: the alias stands inside it.
  if (known && document_.next(from) != 0) return copy_subtree(from, span);

  diagnostics_->add(
      known ? "yaml-alias-in-itself" : "yaml-unknown-alias", place(span),
      {{"name", same(quoted(source_->bytes().substr(span.begin, span.end - span.begin)))}});
  return empty(span);
}

bool DocumentBuilder::copy_subtree(NodeId from, Span span) {
  auto& nodes = document_.nodes_;
  const NodeId to = static_cast<NodeId>(nodes.size());
  const std::size_t size = document_.next(from) - from;
  if (nodes_before_ + nodes.size() + size > most_nodes_) return refuse_further(span);
  nodes.reserve(std::max(nodes.size() + size, std::min(nodes.capacity() * 2, most_nodes_)));
  for (std::size_t i = 0; i < size; ++i) copy_node(static_cast<NodeId>(from + i), to - from);
  Node& root = nodes[to];
  if (Document::is_collection(root)) {
    collection(to).end = span.end;
  } else {
    // Its text stands where it was written, not at the alias.
    place_text(root, text(to), span);
  }
  root.begin = span.begin;
  root.aliased = true;
  root.dropped = false;
  complete(to);
  return true;
}

/// A copy of a node, `shift` nodes further on.
void DocumentBuilder::copy_node(NodeId from, NodeId shift) {
  auto& collections = document_.collections_;
  Node copy = document_.nodes_[from];
  if (Document::is_collection(copy)) {
    Document::Collection inside = collections[copy.number];
    inside.next += shift;
    copy.number = collections.size() & Document::most_nodes;
    collections.push_back(inside);
  }
  document_.nodes_.push_back(copy);
}

/// Moves the kept nodes together.
void DocumentBuilder::leave_out_dropped() {
  auto& nodes = document_.nodes_;
  std::vector<NodeId> kept_before(nodes.size() + 1, 0);
  NodeId kept = 0;
  for (NodeId at = 0; at < nodes.size();) {
    if (!nodes[at].dropped) {
      kept_before[at++] = kept++;
      continue;
    }
    const NodeId after = document_.next(document_.next(at));  // past the key and past its value
    while (at < after) kept_before[at++] = kept;
  }
  kept_before[nodes.size()] = kept;

  for (NodeId at = 0; at < nodes.size(); ++at) {
    if (kept_before[at] == kept_before[at + 1]) continue;
    if (Document::is_collection(nodes[at])) collection(at).next = kept_before[collection(at).next];
    nodes[kept_before[at]] = nodes[at];
  }
  nodes.resize(kept);
}

}  // namespace guiju
