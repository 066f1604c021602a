// Any bytes are read or refused, and what is read holds the promises of document.h.
#include <set>
#include <string>

#include "document/read_yaml.h"
#include "promise.h"
#include "target.h"

namespace guiju {
namespace {

/// Walks a document and checks what its header promises.
class Walk {
 public:
  explicit Walk(const Document& document)
      : document_(document), size_(static_cast<std::uint32_t>(document.source().bytes().size())) {}

  void all() {
    require(document_.size() > 0, "a document has a root");
    const NodeId end = node(document_.root(), {0, size_}, false);
    require(end == document_.size(), "the root's subtree is the document");
  }

 private:
  /// `inside` a copy made for an alias, nodes stand where they were written, outside of it.
  NodeId node(NodeId at, Span around, bool inside_copy) {
    require(at < document_.size(), "a child is a node of the document");
    const Span span = document_.span(at);
    require(span.begin <= span.end && span.end <= size_, "a span lies in the file");
    const bool nests = around.begin <= span.begin && span.end <= around.end;
    require(nests || inside_copy, "children stand within their parents");
    const bool copy = inside_copy || document_.aliased(at);
    switch (document_.kind(at)) {
      case NodeKind::empty:
        require(document_.next(at) == at + 1, "an empty node has no children");
        break;
      case NodeKind::scalar:
        scalar(at);
        break;
      case NodeKind::sequence:
        sequence(at, copy);
        break;
      case NodeKind::mapping:
        mapping(at, copy);
        break;
    }
    return document_.next(at);
  }

  void scalar(NodeId at) {
    require(document_.next(at) == at + 1, "a scalar has no children");
    require(document_.count(at) == 0, "a scalar counts nothing");
    const auto text = document_.text(at);
    const auto length = static_cast<std::uint32_t>(text.size());
    const Span span = document_.span(at);
    Span before{span.begin, span.begin};
    // Some offsets of every scalar: all would take quadratic time.
    for (std::uint32_t part = 0; part <= 4; ++part) {
      const std::uint32_t offset = static_cast<std::uint32_t>(std::uint64_t{length} * part / 4);
      const Span within = document_.span_within(at, offset, offset);
      require(span.begin <= within.begin && within.end <= span.end,
              "a part of a text stands within the text");
      if (within != span) {
        require(before.begin <= within.begin, "later parts stand later");
        before = within;
      }
    }
    plain_characters(at, text);
  }

  /// Letters stand for themselves wherever no escape is in play.
  void plain_characters(NodeId at, std::string_view text) {
    if (document_.style(at) == ScalarStyle::double_quoted || document_.aliased(at)) return;
    const auto bytes = document_.source().bytes();
    for (std::uint32_t offset = 0; offset < text.size() && offset < 40; ++offset) {
      const char letter = text[offset];
      if (letter == ' ' || letter == '\n' || letter == '\t' || letter == '\'') continue;
      const Span within = document_.span_within(at, offset, offset + 1);
      require(within == document_.span(at) || bytes[within.begin] == letter,
              "a letter of a text is found in the file");
    }
  }

  void sequence(NodeId at, bool copy) {
    NodeId child = document_.first(at);
    std::uint32_t last_begin = 0;
    for (std::uint32_t i = 0; i < document_.count(at); ++i) {
      if (!copy) require(last_begin <= document_.span(child).begin, "elements stand in order");
      last_begin = document_.span(child).begin;
      child = node(child, document_.span(at), copy);
    }
    require(child == document_.next(at), "a sequence ends with its last element");
  }

  void mapping(NodeId at, bool copy) {
    NodeId key = document_.first(at);
    std::set<std::string_view> keys;
    for (std::uint32_t i = 0; i < document_.count(at); ++i) {
      require(document_.kind(key) == NodeKind::scalar, "a key is a scalar");
      require(keys.insert(document_.text(key)).second, "keys differ");
      const NodeId value = node(key, document_.span(at), copy);
      require(document_.key_of(value) == key, "the node before a value is its key");
      if (keys.size() < 20) {
        require(document_.find(at, document_.text(key)) == value, "a key finds its value");
      }
      key = node(value, document_.span(at), copy);
    }
    require(key == document_.next(at), "a mapping ends with its last value");
  }

  const Document& document_;
  std::uint32_t size_;
};

void read(std::string bytes) {
  ReadLimits limits;
  limits.nodes = 50'000;
  Diagnostics diagnostics;
  const auto source = check_source("fuzz.yaml", std::move(bytes), limits, diagnostics);
  if (source) {
    const auto documents = read_yaml(*source, limits, diagnostics);
    std::uint32_t ordinal = 0;
    for (const Document& document : documents) {
      Walk(document).all();
      require(document.ordinal() >= ordinal, "documents are numbered as they come");
      ordinal = document.ordinal();
    }
    require(!documents.empty() || diagnostics.has_errors(), "nothing read is never silent");
  } else {
    require(diagnostics.has_errors(), "what is refused is reported");
  }
  check_words(diagnostics);
}

}  // namespace
}  // namespace guiju

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  guiju::read(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
