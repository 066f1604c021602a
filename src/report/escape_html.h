#pragma once
#include <string>
#include <string_view>

namespace guiju {

/// `text` as it may stand in HTML between tags and in quoted attributes: nothing in it is a tag, an
/// entity or the end of an attribute, and what is not printable is made visible. Whatever a
/// dossier or a pack holds goes through here.
std::string escape_html(std::string_view text);

/// `text` as a quoted CSS string that no stylesheet and no `<style>` can be left by.
std::string css_string(std::string_view text);

}  // namespace guiju
