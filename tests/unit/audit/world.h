#pragma once
#include <memory>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "report/digest.h"

namespace guiju {

inline const char* const world_types = R"(
enums:
  Level:
    label: {zh: 级别, en: level}
    values:
      city: {zh: 市级, en: prefecture-level}
      county: {zh: 县级, en: county-level, also: [区级]}
types:
  Unit:
    label: {zh: 单位, en: unit}
    title: name
    identity: {name: name, within: [city, county], apart: 一二}
    fields:
      name: {type: name, required: true, label: {zh: 名称, en: name}}
      level: {type: Level, label: {zh: 级别, en: level}}
      beds: {type: int, label: {zh: 床位数, en: beds}}
      city: {type: ref(places), where: {level: city}, label: {zh: 所在市, en: city}}
      county: {type: ref(places), where: {level: county}, within: city, label: {zh: 所在县, en: county}}
      consent: {type: bool, label: {zh: 同意, en: consent}}
      paper: {type: document, label: {zh: 协议, en: agreement}}
)";

inline const char* const world_table = R"(
table: places
label: {zh: 地名, en: place}
key: code
names: [name]
suffixes: [市, 县]
parent: parent
fields: {code: string, name: name, level: string, parent: string}
rows:
  - {code: "01", name: 东山市, level: city}
  - {code: "02", name: 西山市, level: city}
  - {code: "11", name: 清河县, level: county, parent: "01"}
  - {code: "21", name: 清河县, level: county, parent: "02"}
  - {code: "22", name: 白石县, level: county, parent: "02"}
lists:
  remote:
    label: {zh: 偏远县, en: remote counties}
    versions:
      - {until: 2024-06-30, keys: ["22"]}
      - {from: 2024-07-01, keys: ["21"]}
)";

inline const char* const world_kinds = R"(
kinds:
  Alliance:
    label: {zh: 联盟, en: alliance}
    title: name
    date: filed
    fields:
      name: {type: name, required: true, label: {zh: 名称, en: name}}
      filed: {type: date, label: {zh: 申报日期, en: filed}}
      topic: {type: name, label: {zh: 专科, en: topic}}
      members: {type: list(Unit), label: {zh: 成员单位, en: members}}
      lead: {type: list(Unit), label: {zh: 组长单位, en: lead}}
      term: {type: period, label: {zh: 任期, en: term}}
      charter: {type: document, label: {zh: 章程, en: charter}}
  Recommendation:
    label: {zh: 推荐, en: recommendation}
    title: city.name
    date: filed
    fields:
      filed: {type: date, label: {zh: 日期, en: filed}}
      city: {type: ref(places), where: {level: city}, label: {zh: 市, en: city}}
      topic: {type: name, label: {zh: 专科, en: topic}}
      units: {type: list(Unit), label: {zh: 推荐单位, en: units}}
)";

/// A pack called `trial` with one clause of the given rules, over the kinds above.
class World {
 public:
  explicit World(const std::string& under_clause, const std::string& head = {},
                 const std::string& number = "number: 某〔2024〕1号, ") {
    std::string pack = R"(
pack: trial
version: 1.0.0
title: {zh: 试行办法, en: trial measures}
policy: {issuer: {zh: 某局, en: a bureau}, )" + number + R"(in_force: {from: 2024-01-01, until: 2026-12-31}}
params:
  least: {value: 3, clause: 一.1}
  dated: {clause: 一.1, dated: [{from: 2024-01-01, value: 1}, {from: 2025-01-01, value: 2}]}
)" + head + R"(
clauses:
  - id: 一.1
    says: {zh: 某项要求, en: some requirement}
)" + under_clause;
    packs = load_packs({{"reference/places.yaml", world_table, "reference/places.yaml"},
                        {"reference/types.yaml", world_types, "reference/types.yaml"},
                        {"trial/kinds.yaml", world_kinds, "trial/kinds.yaml"},
                        {"trial/pack.yaml", pack, "trial/pack.yaml"}},
                       diagnostics);
  }

  Report judge(const std::vector<std::string>& dossiers, AuditOptions options = {}) {
    options.today = cel::parse_date("2025-06-01").value();
    std::vector<const SourceFile*> files;
    for (const auto& dossier : dossiers) {
      sources.push_back(std::make_unique<SourceFile>(
          "file" + std::to_string(sources.size() + 1) + ".yaml", dossier));
      files.push_back(sources.back().get());
    }
    return judge_files(packs, files, options);
  }
  Report judge(const std::string& dossier, AuditOptions options = {}) {
    return judge(std::vector<std::string>{dossier}, std::move(options));
  }

  Diagnostics diagnostics;
  Packs packs;
  std::vector<std::unique_ptr<SourceFile>> sources;
};

inline std::string alliance(const std::string& rest) {
  return "kind: Alliance\nname: 甲联盟\nfiled: 2024-08-01\n" + rest;
}

/// A report in memory of all that these parts say.
inline Report collected(const ReportParts& parts) {
  Report report;
  static_cast<ReportHead&>(report) = parts.head();
  parts.each([&](const ReportPart& part) {
    const auto append = [](auto& to, const auto& from) {
      to.insert(to.end(), from.begin(), from.end());
    };
    if (part.dossier != nullptr) report.dossiers.push_back(*part.dossier);
    append(report.diagnostics, part.diagnostics);
    append(report.findings, part.findings);
    append(report.results, part.results);
    append(report.review, part.review);
  });
  return report;
}

inline bool passes(const Report& report, const Threshold& threshold) {
  return passes(digest(PartsInMemory(report), threshold));
}

/// The one finding a report must have; fails the test otherwise.
#define ONLY_FINDING(report)              \
  REQUIRE((report).findings.size() == 1); \
  const Finding& finding = (report).findings.front()

}  // namespace guiju
