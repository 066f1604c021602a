#include "report/renderers.h"

namespace guiju {

const std::vector<Format>& formats() {
  static const std::vector<Format> table{
      {"text", {"给人看的报告", "for people to read"}, render_text},
      {"concise", {"每个问题一行", "one line a finding"}, render_concise},
      {"json", {"供程序读取的完整数据", "all of it as data"}, render_json},
      {"html", {"供打印、签字的网页", "a page to read, print and sign"}, render_html},
  };
  return table;
}

}  // namespace guiju
