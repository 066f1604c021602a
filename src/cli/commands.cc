#include "cli/commands.h"

#include <algorithm>
#include <limits>

#include "report/draw.h"

namespace guiju {

namespace {

constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();

const Option rules_option{"--rules",
                          "DIR",
                          {"另加一个政策文件夹；与内置的同名时以它为准",
                           "packs of a folder too; they replace those of the same name"}};
const Option as_of_option{
    "--as-of",
    "DATE",
    {"按这一天的情况审查（年-月-日）；不写则依次取材料日期、当天",
     "judge as of this day (YYYY-MM-DD); else the dossier's own date, else today"}};

const Option answers_option{
    "--answers",
    "FILE",
    {"采用审查意见表中的意见（由 guiju review 生成）；可多次使用",
     "take in the answers of this file (guiju review makes one); any number of times"},
    true};

std::vector<Option> no_options() { return {}; }

/// The names of the report's formats, parted by spaces.
std::string_view format_names() {
  static const std::string names = [] {
    std::string all;
    for (const auto& format : formats()) all += (all.empty() ? "" : " ") + std::string(format.name);
    return all;
  }();
  return names;
}

/// Which files to judge, beside the paths themselves.
std::vector<Option> file_options() {
  return {
      {"--files-from",
       "FILE",
       {"另从清单 FILE 读取要审查的文件和文件夹，一行一个；- 表示标准输入",
        "also the files and folders that FILE lists, one a line; - for standard input"}},
      {"-0,--null",
       "",
       {"清单中和 --list-files 所列的文件名以空字符（NUL）分隔",
        "names in that list, and those of --list-files, are parted by NUL"}},
      {"--stdin-name",
       "NAME",
       {"标准输入在报告中的名称；证明文件在该名称所在的文件夹中查找",
        "what reports call standard input; papers are looked for in the folder of that name"}},
      {"--exclude",
       "PATTERN",
       {"略过与此相符的文件和文件夹，写法同 .gitignore；可多次使用",
        "leave out what this matches, written as in .gitignore; any number of times"},
       true},
      {"--no-ignore",
       "",
       {"不用当前文件夹中的 .guijuignore", "do not read .guijuignore of the current folder"}},
  };
}

/// What every command takes that judges.
std::vector<Option> judging_options() {
  return {
      {"--pack",
       "PACK",
       {"只用这个政策包；可多次使用", "only this pack; any number of times"},
       true},
      {"--rule",
       "RULE",
       {"只查这条规则；可多次使用", "only this rule; any number of times"},
       true},
      as_of_option,
      answers_option,
      rules_option,
      {"-j,--jobs",
       "N",
       {"用几个线程审查；默认与处理器数相同，结果不变",
        "threads that judge; default one a processor; the report is the same"}},
      {"--max-bytes", "N", {"单个文件的字节上限", "limit on the bytes of a file"}},
      {"--max-nodes", "N", {"单份材料的内容项数上限", "limit on the nodes of a document"}},
      {"--max-depth", "N", {"层次上限", "limit on nesting"}},
      {"--max-documents", "N", {"单个文件的材料份数上限", "limit on the documents of a file"}},
      {"--max-key-bytes", "N", {"栏目名称的字节上限", "limit on the bytes of a key"}},
      {"--reader",
       "READER",
       {"读取 YAML 的程序：fast（默认，更快）或 yaml-cpp；结果相同",
        "the reader of YAML: fast (default) or yaml-cpp; both give the same"},
       false,
       "fast yaml-cpp"},
  };
}

/// The options of a command that judges, its own first.
std::vector<Option> with_judging(std::vector<Option> own) {
  for (const auto& shared : {judging_options(), file_options()}) {
    own.insert(own.end(), shared.begin(), shared.end());
  }
  return own;
}

/// What `--format` takes, parted by spaces.
std::string_view check_formats() {
  static const std::string names = "auto " + std::string(format_names());
  return names;
}

/// What is said of a report: how it is written, and what fails it.
std::vector<Option> report_options() {
  return {
      {"--format",
       "FORMAT",
       {"标准输出的格式；默认 auto：文本，在 GitHub Actions 中另有注解",
        "format of standard output; default auto: text, with annotations in GitHub Actions"},
       false,
       check_formats()},
      {"-o,--output",
       "FORMAT=FILE",
       {"另以某种格式写入文件；可多次使用",
        "write a file in a format too; any number of times"},
       true},
      {"--fail-on",
       "LEVEL",
       {"多严重算不通过：must、in-principle（默认）、encouraged、never；review 同默认，且有问题未经人工"
        "审查也算",
        "what fails the run: must, in-principle (default), encouraged, never; review: as by "
        "default, and questions that nobody has answered"},
       false,
       "must in-principle encouraged never review"},
      {"--undecided",
       "HOW",
       {"必须做到而无法判定的，count 计为不通过（默认），allow 不计",
        "must rules that are undecided: count (default) or allow"},
       false,
       "count allow"},
      {"--baseline",
       "FILE",
       {"与以前的结果（由 --write-baseline 写成）相比：已知的不计，列出新的和已修复的",
        "hold against an earlier run (of --write-baseline): what is known does not count; what is "
        "new and what is fixed is told"}},
      {"--write-baseline", "FILE", {"把本次发现的问题写成基线", "write what is found as a baseline"}},
      {"-v,--verbose",
       "",
       {"也列出已符合的规则，不省略任何位置", "kept rules as well, and every place"}},
      {"-q,--quiet", "", {"只输出最后一行结论", "only the closing line"}},
      {"--statistics",
       "",
       {"报告末尾附统计：违反最多的条款、最常见的问题、按市按专科的份数、最需要先看的材料；与 -q 同用时只出统计",
        "statistics at the end: clauses and faults by how many dossiers have them, dossiers by city "
        "and specialty, which to look at first; with -q nothing else"}},
  };
}

/// What a run over many files may do beside its report.
std::vector<Option> check_options() {
  auto options = report_options();
  const std::vector<Option> own{
      {"--cache",
       "DIR",
       {"把每个文件的审查结果存入这个文件夹，下次内容没变的不再重新审查；可随时删除",
        "keep what each file came to in this folder, so that an unchanged one is not judged again; "
        "may be deleted at any time"}},
      {"--partial",
       "FILE",
       {"不出报告，把审查结果写成分片，供 guiju merge 合并",
        "write no report but a shard, for guiju merge"}},
      {"--shard",
       "K/N",
       {"只审查N个分片中的第K个；各分片的路径和选项须相同",
        "judge only the K-th of N shards; paths and options must be the same for all"}},
      {"--list-files",
       "",
       {"只列出将要审查的文件，一行一个", "only list the files that would be judged, one a line"}},
  };
  options.insert(options.end(), own.begin(), own.end());
  return options;
}

Command check_command() {
  return {
      "check",
      "PATH…",
      {"审查申报材料", "judge dossiers"},
      {"PATH 是材料文件、文件夹（取其中各级的 .yaml、.yml、.json "
       "文件，不含隐藏文件），或加引号的通配符，"
       "例如 '材料/**/联盟-*.yaml'（* 代表一级名称中的任意文字，** 代表任意多级文件夹）；- "
       "表示标准输入。\n"
       "文件夹中不是申报材料的文件不审查，只报个数；在命令中直接写出的文件必须是申报材料。\n"
       "--exclude 的写法：旧/ 为任何一级名为“旧”的文件夹，材料/旧/*.yaml "
       "为从当前文件夹起的路径，!甲.yaml "
       "为例外。当前文件夹的 .guijuignore 每行一个，对直接写出的文件不起作用。\n"
       "退出码：0 没有达到门槛的问题；1 有；2 本次运行不可采信（命令有误、读写失败等）。",
       "PATH is a file, a folder (the .yaml, .yml and .json files in and below it, but hidden "
       "ones), a "
       "pattern in quotes such as 'dossiers/**/alliance-*.yaml' (* stands for any text within a "
       "name, ** for any number of folders), or - for standard input.\n"
       "A file met in a folder that is no dossier is not judged, only counted; one that is named "
       "here "
       "must be a dossier.\n"
       "--exclude: old/ is a folder of that name anywhere, dossiers/old/*.yaml a path from the "
       "current "
       "folder, !a.yaml an exception. .guijuignore of the current folder has one a line, and does "
       "not hold for files named here.\n"
       "Exit codes: 0 nothing at or above the threshold; 1 findings; 2 the run cannot be trusted "
       "(the call, the packs, input and output)."},
      1,
      any_number,
      [] { return with_judging(check_options()); },
      check,
  };
}

Command review_command() {
  return {
      "review",
      "PATH…",
      {"生成审查意见表，供逐项填写", "make an answers file for what a person must judge"},
      {"填好后用 guiju check PATH --answers FILE 采用。材料改动后，原有意见不再采用。\n"
       "续填时用 --answers 带上已有的意见。",
       "Fill it in, then: guiju check PATH --answers FILE. Answers to a dossier that has changed "
       "since are left out.\nTo go on with an earlier one, give it by --answers."},
      1,
      any_number,
      [] {
        return with_judging({{"-o,--output",
                              "FILE",
                              {"写入文件，不改写已有文件；默认写到标准输出",
                               "write a file that is not there yet; default standard output"}}});
      },
      review,
  };
}

std::vector<Option> merge_options() {
  auto options = report_options();
  options.insert(options.end(), {answers_option, rules_option});
  return options;
}

Command merge_command() {
  return {
      "merge",
      "SHARD…",
      {"合并各分片，出一份报告", "make one report of shards"},
      {"SHARD 是 guiju check --partial 写的分片，次序不限。报告与一次审查全部材料所得的相同。\n"
       "缺少、重复或损坏的分片，以及选项、政策包不同的分片，不能合并。退出码同 guiju check。",
       "SHARD is a file of guiju check --partial, in any order. The report is that of a single run "
       "over "
       "all the files.\nShards that are missing, damaged or there twice are refused, and those of "
       "other "
       "options or packs. Exit codes are those of guiju check."},
      1,
      any_number,
      merge_options,
      merge,
  };
}

Command explain_command() {
  return {
      "explain",
      "ID",
      {"说明一条规则、条款、诊断或一个字段", "explain a rule, a clause, a diagnostic or a field"},
      {"ID "
       "是规则（政策包/规则）、条款（政策包/"
       "条款）或诊断的编号，如报告中所示；不致混淆时可省略政策包。\n"
       "也可以是材料的一个字段，写名称或中文名，例如 成员单位、members.unit.level；"
       "几种材料都有时，前面加上材料类型，例如 专科联盟.成员单位。\n"
       "规则附有违反它的最小例子和改法，取自政策包的用例。",
       "ID is a rule (PACK/RULE), a clause (PACK/CLAUSE) or a diagnostic, as reports show it; the "
       "pack may be left out where only one fits.\n"
       "It may also be a field of dossiers, by its names or labels, such as members.unit.level; "
       "where several kinds have it, with the kind before it: SpecialtyAlliance.members.\n"
       "A rule comes with the smallest example that breaks it and what mends that, from the pack's "
       "cases."},
      1,
      1,
      [] {
        return std::vector<Option>{{"--format",
                                    "FORMAT",
                                    {"text（默认）或 markdown", "text (default) or markdown"},
                                    false,
                                    "text markdown"},
                                   rules_option};
      },
      explain,
  };
}

Command list_command() {
  return {
      "list",
      "[PACK]",
      {"列出政策包、材料类型、条款和规则", "list packs, kinds, clauses and rules"},
      {},
      0,
      1,
      [] {
        return std::vector<Option>{{"--format",
                                    "FORMAT",
                                    {"text（默认）、json，或 names（每行一个编号）",
                                     "text (default), json, or names (one a line)"},
                                    false,
                                    "text json names"},
                                   rules_option};
      },
      list,
  };
}

Command test_command() {
  return {
      "test",
      "PACK|FOLDER…",
      {"运行政策包的测试用例", "run the cases of packs"},
      {"有用例不符，或有规则没有用例提到时，退出码为 1。",
       "Exit code 1 where a case fails, or a rule is named by none."},
      0,
      any_number,
      [] {
        return std::vector<Option>{
            {"--all", "", {"全部政策包", "all packs"}},
            {"--mutate",
             "",
             {"再逐一改动政策包的数字、比较、条件、力度和规则，看用例能否发现；没有发现的，给出能发"
              "现它的"
              "用例",
              "then change the pack's figures, comparisons, conditions, strengths and rules one by "
              "one, "
              "to see whether the cases notice; where none does, a case that would"}},
            {"--update",
             "",
             {"改写用例所附的报告（report）", "rewrite the reports that cases name (`report`)"}},
            {"--format",
             "FORMAT",
             {"text（默认）或 junit（供持续集成服务器读取）",
              "text (default) or junit (for CI servers)"},
             false,
             "text junit"},
            rules_option};
      },
      test,
  };
}

Command lint_command() {
  return {
      "lint",
      "PACK|FOLDER…",
      {"检查政策包写得对不对", "find what is wrong with packs"},
      {"除拼写和类型外，还检查永远不成立或永远成立的条件、互相矛盾的规则、没有出处的数字、没有用例"
       "的规则等。\n"
       "退出码：0 没有发现错误和警告；1 有；2 本次运行不可采信（命令有误、文件读不了）。",
       "Beside names and types: conditions that are never or always true, rules that contradict "
       "each "
       "other, figures without a clause, rules without a case, and more.\n"
       "Exit codes: 0 no error and no warning; 1 there are some; 2 the run cannot be trusted (the "
       "call, files that cannot be read)."},
      0,
      any_number,
      [] {
        return std::vector<Option>{{"--all", "", {"全部政策包", "all packs"}},
                                   {"-v,--verbose", "", {"也列出提示", "notes as well"}},
                                   {"--format",
                                    "FORMAT",
                                    {"text（默认）或 json", "text (default) or json"},
                                    false,
                                    "text json"},
                                   rules_option};
      },
      lint,
  };
}

Command coverage_command() {
  return {
      "coverage",
      "[PACK…]",
      {"列出每条条款如何处理、有多少用例",
       "what becomes of each clause, and how many cases it has"},
      {"有条款没有处理办法，或有规则没有用例时，退出码为 1。",
       "Exit code 1 where a clause has no disposition or a rule no case."},
      0,
      any_number,
      [] {
        return std::vector<Option>{
            {"--all", "", {"全部政策包", "all packs"}},
            {"--format",
             "FORMAT",
             {"text（默认）、markdown、json，或 page（给审查人员的说明页）",
              "text (default), markdown, json, or page (a page for reviewers)"},
             false,
             "text markdown json page"},
            rules_option};
      },
      coverage,
  };
}

Command diff_command() {
  return {
      "diff",
      "OLD NEW [PATH…]",
      {"比较两个政策包或两个版本，看材料的结果怎样变化",
       "what changed between two packs or versions, and for which dossiers"},
      {"OLD 和 NEW 是政策包的名称，或政策包的文件夹（两个文件夹可以是同一政策包的两个版本）。\n"
       "给出 PATH（材料文件或文件夹，- 表示标准输入）时，分别按两者审查并列出结果的变化；"
       "施行期以外的也照样审查，并注明。\n"
       "退出码：0 没有差别；1 有差别；2 本次运行不可采信。",
       "OLD and NEW are each a pack's name or a pack's folder (two folders may hold versions of "
       "one pack).\n"
       "With PATH (files and folders of dossiers, - for standard input), each dossier is judged by "
       "both, also outside a term in force, which is then said.\n"
       "Exit codes: 0 no difference; 1 differences; 2 the run cannot be trusted."},
      2,
      any_number,
      [] {
        return std::vector<Option>{
            {"--format",
             "FORMAT",
             {"text（默认）、markdown 或 json", "text (default), markdown or json"},
             false,
             "text markdown json"},
            as_of_option,
            rules_option};
      },
      diff,
  };
}

const Option kind_pack_option{"--pack",
                              "PACK",
                              {"几个政策包都有这种材料时，用哪一个的",
                               "whose KIND, where several packs know one of that name"}};

Command schema_command() {
  return {
      "schema",
      "KIND",
      {"输出一种材料的 JSON Schema，供编辑器边写边查",
       "print the JSON Schema of a kind of dossier, for editors"},
      {"KIND 是材料的名称，如 guiju list 所示；不写则列出全部。",
       "KIND is a kind of dossier as `guiju list` names it; without it, all are listed."},
      0,
      1,
      [] {
        return std::vector<Option>{kind_pack_option, rules_option};
      },
      schema,
  };
}

Command eval_command() {
  return {
      "eval",
      "EXPR PATH…",
      {"对材料求一个表达式的值", "evaluate an expression in dossiers"},
      {"表达式能用的名称与规则相同：dossier、params、lists、as_of 和各参照表。",
       "The expression sees what a rule sees: dossier, params, lists, as_of and the tables."},
      2,
      any_number,
      [] {
        return std::vector<Option>{as_of_option,
                                   {"--pack",
                                    "PACK",
                                    {"按这个政策包读材料，可重复", "read by this pack; repeatable"},
                                    true},
                                   rules_option};
      },
      eval,
  };
}

Command new_command() {
  return {
      "new",
      "KIND|pack NAME",
      {"新建一份材料来填写，或新建政策包", "start a dossier to fill in, or a pack"},
      {"KIND 是材料的名称，如 guiju list "
       "所示；不写则列出全部。每项前的注释说明能填什么、哪些规则会用到。\n"
       "new pack NAME 新建政策包：NAME "
       "由小写字母、数字和连字符组成，也是文件夹名；本身就能通过测试，注释说"
       "明各处怎么改。",
       "KIND is a kind of dossier as `guiju list` names it; without it, all are listed. Comments "
       "tell "
       "what each field takes and which rules read it.\n"
       "`new pack NAME` starts a pack; NAME is of small letters, digits and hyphens, and the name "
       "of "
       "its folder as well. The new pack passes its cases as it is; its comments tell what to "
       "replace."},
      0,
      2,
      [] {
        return std::vector<Option>{
            {"-o,--output",
             "FILE",
             {"写入文件，不覆盖已有的", "write a file; none is overwritten"}},
            {"--from",
             "FILE",
             {"用表格（.csv、.xlsx）的各行填写一个列表栏目",
              "fill a list field with the rows of a table (.csv, .xlsx)"}},
            {"--list",
             "FIELD",
             {"填哪个列表栏目；表头说明得了的可不写",
              "which list field; may be left to the header"}},
            {"--sheet",
             "NAME",
             {"用 .xlsx 的哪张工作表，默认第一张", "which sheet of an .xlsx; the first"}},
            kind_pack_option,
            rules_option,
            {"--dir",
             "DIR",
             {"new pack：放在哪个文件夹下，默认 rules",
              "new pack: the folder to make it in; default rules"}}};
      },
      make,
  };
}

Command completions_command() {
  return {
      "completions",
      "bash|zsh|fish",
      {"输出命令行补全脚本", "print completions for a shell"},
      {"bash：source <(guiju completions bash)", "bash: source <(guiju completions bash)"},
      1,
      1,
      no_options,
      completions,
  };
}

Command man_command() {
  return {
      "man",
      "",
      {"输出手册页", "print the manual page"},
      {"guiju man | man -l -", "guiju man | man -l -"},
      0,
      0,
      no_options,
      man,
  };
}

}  // namespace

const std::vector<Command>& commands() {
  static const std::vector<Command> table{check_command(), explain_command(), list_command(),
                                          lint_command(), test_command(), coverage_command(),
                                          diff_command(), eval_command(), new_command(),
                                          review_command(), merge_command(),
                                          schema_command(), completions_command(), man_command()};
  return table;
}

const Command* find_command(std::string_view name) {
  const auto& table = commands();
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Command& command) { return command.name == name; });
  return found == table.end() ? nullptr : &*found;
}

const std::vector<Option>& common_options() {
  static const std::vector<Option> table{
      {"--lang",
       "LANG",
       {"语言：zh 或 en；默认依系统语言", "language: zh or en; default from the locale"},
       false,
       "zh en"},
      {"--color",
       "WHEN",
       {"颜色：auto（默认）、always、never", "colours: auto (default), always, never"},
       false,
       "auto always never"},
      {"-h,--help", "", {"显示帮助", "show help"}},
      {"--version", "", {"显示版本", "show the version"}},
  };
  return table;
}

std::vector<std::string> Arguments::all(std::string_view option) const {
  const auto found = options.find(option);
  return found == options.end() ? std::vector<std::string>() : found->second;
}

std::string Arguments::last(std::string_view option, std::string_view otherwise) const {
  const auto found = options.find(option);
  return found == options.end() ? std::string(otherwise) : found->second.back();
}

void show(const Call& call, std::span<const Diagnostic> diagnostics) {
  render_diagnostics(diagnostics, call.err_style, call.err);
}

ExitCode refuse(const Call& call, const Diagnostics& diagnostics) {
  show(call, diagnostics.all());
  return ExitCode::untrustworthy;
}

}  // namespace guiju
