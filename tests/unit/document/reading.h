#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "document/read_yaml.h"

namespace guiju {

/// A text read as a file, for tests.
struct Reading {
  std::unique_ptr<SourceFile> source;  // null if the bytes were refused
  std::vector<Document> documents;
  Diagnostics diagnostics;
};

inline Reading read_text(std::string text, const ReadLimits& limits = {}) {
  Reading reading;
  reading.source = check_source("test.yaml", std::move(text), limits, reading.diagnostics);
  if (reading.source) reading.documents = read_yaml(*reading.source, limits, reading.diagnostics);
  return reading;
}

/// The diagnostics, one a line: `id line:column`.
inline std::string problems(const Reading& reading) {
  std::string lines;
  for (const Diagnostic& diagnostic : reading.diagnostics.all()) {
    lines += std::string(diagnostic.id) + " " + std::to_string(diagnostic.place.begin.line) + ":" +
             std::to_string(diagnostic.place.begin.column) + "\n";
  }
  return lines;
}

/// The bytes of the source that a node stands on.
inline std::string source_of(const Document& document, NodeId node) {
  const Span span = document.span(node);
  return std::string(document.source().bytes().substr(span.begin, span.end - span.begin));
}

/// A node as one line of flow notation; scalars in angle brackets, empty ones as `~`.
inline std::string outline(const Document& document, NodeId node) {
  std::string words;
  switch (document.kind(node)) {
    case NodeKind::empty:
      return "~";
    case NodeKind::scalar:
      return "<" + std::string(document.text(node)) + ">";
    case NodeKind::sequence:
      for_each_element(document, node, [&](NodeId element) {
        words += (words.empty() ? "" : " ") + outline(document, element);
      });
      return "[" + words + "]";
    case NodeKind::mapping:
      for_each_entry(document, node, [&](NodeId key, NodeId value) {
        words += (words.empty() ? "" : " ") + std::string(document.text(key)) + ":" +
                 outline(document, value);
      });
      return "{" + words + "}";
  }
  return words;
}

inline std::string outline(const Reading& reading) {
  std::string words;
  for (const Document& document : reading.documents) {
    words += (words.empty() ? "" : " | ") + outline(document, document.root());
  }
  return words;
}

}  // namespace guiju
