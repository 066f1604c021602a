#include "report/renderers.h"

namespace guiju {

const std::vector<Format>& formats() {
  static const std::vector<Format> table{
      {"text", {"给人看的报告", "for people to read"}, render_text, false, false},
      {"concise", {"每个问题一行", "one line a finding"}, render_concise, false, false},
      {"json", {"供程序读取的完整数据", "all of it as data"}, render_json},
      {"html", {"供打印、签字的网页", "a page to read, print and sign"}, render_html},
      {"jsonl", {"每行一个 JSON 对象", "one JSON object a line"}, render_jsonl},
      {"sarif", {"供代码扫描平台和查看器", "for code scanning and viewers"}, render_sarif},
      {"junit",
       {"供持续集成服务器显示的测试结果", "as test results, for CI servers"},
       render_junit,
       false,
       false},
      {"github", {"GitHub Actions 的注解", "annotations of GitHub Actions"}, render_github},
      {"markdown", {"供合并请求评论和任务摘要", "for comments and job summaries"}, render_markdown},
      {"csv", {"每个问题一行的表格", "a table with one finding a row"}, render_csv, false, false},
      {"xlsx", {"电子表格，各表一页", "a workbook, one sheet a table"}, render_xlsx, true},
      {"sqlite", {"供查询的数据库", "a database to ask"}, render_sqlite, true},
  };
  return table;
}

}  // namespace guiju
