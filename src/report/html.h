#pragma once
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace guiju {

/// Writes HTML that is well-formed XML as well: every element is closed, every attribute quoted.
/// All text and all attribute values are escaped; names of elements and attributes are the
/// program's own. Closing order is that of C++ scopes.
class Html {
 public:
  struct Attribute {
    std::string_view name;
    std::string value;
  };
  using Attributes = std::vector<Attribute>;

  /// An element that ends where this object does.
  class [[nodiscard]] Element {
   public:
    Element(Html& html, std::string_view name) : html_(html), name_(name) {}
    Element(const Element&) = delete;
    Element& operator=(const Element&) = delete;
    ~Element();

   private:
    Html& html_;
    std::string name_;
  };

  explicit Html(std::ostream& out) : out_(out) {}

  Element element(std::string_view name, const Attributes& attributes = {});
  /// An element that holds text only.
  void leaf(std::string_view name, std::string_view text, const Attributes& attributes = {});
  /// An element that holds nothing: `<br/>`.
  void empty(std::string_view name, const Attributes& attributes = {});
  void text(std::string_view text);
  /// The program's own bytes, as they are: its stylesheet, its script, the document type.
  void ours(std::string_view bytes);

 private:
  void begin(std::string_view name, const Attributes& attributes);

  std::ostream& out_;
};

}  // namespace guiju
