#include "report/html.h"

#include "report/escape_html.h"

namespace guiju {

Html::Element::~Element() { html_.out_ << "</" << name_ << ">\n"; }

Html::Element Html::element(std::string_view name, const Attributes& attributes) {
  begin(name, attributes);
  out_ << '>';
  return {*this, name};
}

void Html::leaf(std::string_view name, std::string_view text, const Attributes& attributes) {
  begin(name, attributes);
  out_ << '>' << escape_html(text) << "</" << name << '>';
}

void Html::empty(std::string_view name, const Attributes& attributes) {
  begin(name, attributes);
  out_ << "/>";
}

void Html::text(std::string_view text) { out_ << escape_html(text); }

void Html::ours(std::string_view bytes) { out_ << bytes; }

void Html::begin(std::string_view name, const Attributes& attributes) {
  out_ << '<' << name;
  for (const auto& [key, value] : attributes) {
    out_ << ' ' << key << "=\"" << escape_html(value) << '"';
  }
}

}  // namespace guiju
