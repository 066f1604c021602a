#include "diag/catalog.h"

namespace guiju {

// Trouble with the call itself, and with what surrounds the run.
const std::vector<CatalogEntry> run_catalog{
    // How guiju was called.
    {"usage-no-command", Severity::error, "没有写要做什么", "no command is given",
     "`guiju check 文件` 审查材料；`guiju --help` 列出全部命令",
     "`guiju check FILE` judges a dossier; `guiju --help` lists all commands"},
    {"usage-unknown-command", Severity::error, "没有“{command}”这个命令{hint}",
     "there is no command `{command}`{hint}", "`guiju --help` 列出全部命令",
     "`guiju --help` lists all commands"},
    {"usage-unknown-option", Severity::error, "没有“{option}”这个选项{hint}",
     "there is no option `{option}`{hint}", "`guiju {command}--help` 列出可用的选项",
     "`guiju {command}--help` lists the options"},
    {"usage-option-value", Severity::error, "选项“{option}”的写法不对：缺少取值，或不应带取值",
     "option `{option}` lacks a value, or takes none", "见 `--help` 中该选项的写法",
     "see how `--help` writes it"},
    {"usage-invalid", Severity::error, "命令行有误：{reason}",
     "the command line is not right: {reason}", "见 `guiju --help`", "see `guiju --help`"},
    {"usage-bad-value", Severity::error, "选项“{option}”不能取“{value}”{hint}",
     "option `{option}` cannot be `{value}`{hint}", "可用的取值：{choices}",
     "use one of {choices}"},
    {"usage-bad-date", Severity::error, "选项“{option}”的“{value}”不是日期",
     "option `{option}`: `{value}` is no date", "写成年-月-日，例如 2024-10-31",
     "write year-month-day, such as 2024-10-31"},
    {"usage-bad-number", Severity::error, "选项“{option}”的“{value}”不是正整数",
     "option `{option}`: `{value}` is no positive whole number", "写一个正整数",
     "give a positive whole number"},
    {"usage-bad-output", Severity::error, "选项“--output”的“{value}”应写成 格式=文件",
     "option `--output`: `{value}` is not FORMAT=FILE", "例如 --output json=报告.json",
     "such as --output json=report.json"},
    {"usage-too-few", Severity::error, "“{command}”后面缺少：{usage}",
     "`{command}` needs more: {usage}", "见 `guiju {command} --help`",
     "see `guiju {command} --help`"},
    {"usage-too-many", Severity::error, "“{command}”后面多出了“{extra}”",
     "`{command}` does not take `{extra}`", "写法：guiju {command} {usage}",
     "write: guiju {command} {usage}"},
    {"usage-unknown-name", Severity::error, "没有名为“{name}”的规则、条款或诊断{hint}",
     "`{name}` is no rule, clause or diagnostic{hint}",
     "写报告中方括号或行尾所示的编号，例如 政策包/规则",
     "give an id as reports show it, such as PACK/RULE"},
    {"usage-no-packs-named", Severity::error, "没有写是哪个政策包", "no pack is named",
     "写政策包的名称或文件夹；全部政策包用 --all",
     "name a pack or its folder; --all takes all of them"},
    {"usage-new-what", Severity::error, "“new {what}”写法不对", "`new {what}` is not understood",
     "写 guiju new pack 名称", "write: guiju new pack NAME"},

    // What `guiju new` refuses.
    {"new-pack-name", Severity::error, "“{name}”不能作政策包的名称",
     "`{name}` cannot name a pack",
     "用小写字母、数字和连字符，最多64个，例如 shandong-2026",
     "use small letters, digits and hyphens, at most 64, such as shandong-2026"},
    {"new-pack-taken", Severity::error, "“{name}”是内置的名称", "`{name}` is built in",
     "换一个名称，例如加上年份", "choose another name, with the year for example"},
    {"new-pack-exists", Severity::error, "“{folder}”已经存在，没有改动",
     "`{folder}` exists and is as it was", "换一个名称，或用 --dir 放到别处",
     "choose another name, or another place with --dir"},

    // What the run met.
    {"run-write-failed", Severity::error, "写不了“{file}”：{reason}",
     "cannot write `{file}`: {reason}",
     "核对文件夹是否存在、能否写入，磁盘是否已满；原有文件没有改动",
     "check that the folder is there and can be written, and that the disk has room; what was "
     "there "
     "is as it was"},
    {"run-not-a-plain-file", Severity::error, "“{file}”不是普通文件，不写入",
     "`{file}` is no plain file and is left alone", "换一个文件名", "choose another name"},
    {"run-output-failed", Severity::error,
     "标准输出写不下去了（接收方已关闭，或磁盘已满），报告不完整",
     "standard output failed (its reader is gone, or the disk is full): the report is not complete",
     "", ""},
    {"diff-files-changed", Severity::error, "材料在审查过程中被改动，两次结果不能比较",
     "the dossiers changed while they were judged: the outcomes cannot be compared",
     "等改动完成后再运行", "run it again when nobody is changing them"},
    {"run-internal", Severity::error, "程序内部出错：{reason}",
     "something went wrong inside guiju: {reason}", "结果不可采信；请附上输入文件报告这个问题",
     "nothing it said can be trusted; please report this with its input"},
};

}  // namespace guiju
