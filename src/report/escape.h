#pragma once
#include <string>
#include <string_view>

namespace guiju {

// What a dossier holds is data in every output. One function a language in which outputs are
// written; all of them show what is not printable (text/unicode.h) instead of passing it on.
// Markdown has its own in report/markdown.h, JSON in report/json_values.h.

/// A field of RFC 4180, quoted where it must be. A spreadsheet takes it as text: what would begin
/// a formula stands behind an apostrophe.
std::string csv_field(std::string_view words);

/// The message of a workflow command of GitHub. Line breaks stay line breaks.
std::string github_message(std::string_view words);
/// A property of such a command: `file`, `title`.
std::string github_property(std::string_view words);

/// Text that XML 1.0 can hold; the marks of XML itself are escaped by who writes it. Line breaks
/// stay as they are.
std::string xml_text(std::string_view words);

/// A scalar of YAML in double quotes, whatever it holds, on one line.
std::string yaml_quoted(std::string_view words);

/// A message of SARIF, in which `[words](place)` is a link: of text there is none.
std::string sarif_text(std::string_view words);

/// A path of the file system as a URI (RFC 3986): relative as it is, absolute with `file://`.
std::string uri_of(std::string_view path);

}  // namespace guiju
