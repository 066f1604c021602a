#include "alliance.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace guiju::bench {
namespace {

using fmt::arg;

constexpr std::string_view head = R"(kind: SpecialtyAlliance
name: 浙江省{specialty}中医优势专科联盟第{number}号
filed: 2025-06-30
province: 浙江省
specialty: {specialty}
)";

constexpr std::string_view institution = R"({indent}name: {name}
{level}{indent}type: {type}
{indent}city: {city}
{indent}county: {county}
)";

constexpr std::string_view designations = R"(    designations:
      - title: national_tcm_advantage
        specialty: {specialty}
        document: {{number: 示例国中医发〔2024〕1号}}
)";

constexpr std::string_view after_unit = R"(    specialty: {specialty}
    key_specialty: {key}
{consent}    construction_plan: 示例建设〔2025〕{number}号
    yearly_plans:
      - title: 2025年度计划
        date: 2025-03-{day:02}
)";

constexpr std::string_view tail = R"(linked_projects:
  - {{type: regional_center, name: 示例国家区域中医医疗中心项目}}
work_plan:
  document: {{title: 牵头专科工作方案（示例）, date: 2025-03-20}}
  areas: [{areas}]
joint_plan:
  document: {{title: 成员专科共建方案（示例）, date: 2025-03-20}}
  areas: [key_diseases, inner_strength, cooperation, own_management]
development_plan:
  number: 示例联盟〔2025〕1号
  title: 联盟发展规划（示例）{more}
mechanisms:
  management: {{number: 示例联盟〔2025〕2号}}
  operation: {{number: 示例联盟〔2025〕3号}}
{incentive}  evaluation: {{number: 示例联盟〔2025〕5号}}
division_of_work: {{number: 示例联盟〔2025〕6号}}
steps:
  recommended:
    date: 2024-11-15
    document: {{title: 各市推荐函（示例）, date: 2024-11-15}}
  mutual_choice:
    date: {chosen}
    document: {{title: 双向选择确认表（示例）, date: 2024-11-25}}
  reported:
    date: {reported}
    document: {{number: 示例院〔2024〕31号}}
{partners})";

std::string unit_lines(const Institution& unit, std::string_view indent) {
  return fmt::format(
      institution, arg("name", unit.name), arg("indent", indent), arg("type", unit.type),
      arg("level", unit.level.empty() ? "" : fmt::format("{}level: {}\n", indent, unit.level)),
      arg("city", unit.city), arg("county", unit.county));
}

std::string leader_lines(const Leader& leader) {
  auto text = unit_lines(leader.unit, "    ");
  text[2] = '-';  // where a list's element begins
  return text + fmt::format(designations, arg("specialty", leader.designated_for));
}

std::string member_lines(const Member& member, std::size_t number) {
  return "  - unit:\n" + unit_lines(member.unit, "      ") +
         fmt::format(after_unit, arg("specialty", member.specialty),
                     arg("key", member.key_specialty),
                     arg("consent",
                         member.consents ? "    consent: {by_member: true, by_lead: true}\n" : ""),
                     arg("number", number), arg("day", 1 + number % 28));
}

/// So many of them, beginning somewhere.
template <typename Item>
std::vector<Item> some(const std::vector<Item>& items, std::size_t count, Dice& dice) {
  std::vector<Item> chosen;
  const auto first = dice.below(items.size());
  for (std::size_t i = 0; i < std::min(count, items.size()); ++i) {
    chosen.push_back(items[(first + i) % items.size()]);
  }
  return chosen;
}

Member member_of(const Institution& unit, const std::string& specialty) {
  return {unit, specialty, unit.level == "city" ? "city" : "county", true};
}

Institution in_capital(std::string name, std::string level) {
  return {std::move(name), std::move(level), "tcm", "杭州市", "西湖区"};
}

using Words = std::map<std::string_view, std::string_view>;

const Words chinese_keys{{"kind", "类型"},
                         {"name", "名称"},
                         {"filed", "填报日期"},
                         {"province", "所在省"},
                         {"specialty", "专科"},
                         {"lead", "组长单位"},
                         {"deputies", "副组长单位"},
                         {"members", "成员单位"},
                         {"unit", "单位"},
                         {"level", "级别"},
                         {"type", "类别"},
                         {"city", "所在市"},
                         {"county", "所在县"},
                         {"designations", "专科认定"},
                         {"key_specialty", "中医重点专科级别"},
                         {"consent", "双向选择"},
                         {"by_member", "成员同意加入"},
                         {"by_lead", "组长单位同意接收"},
                         {"construction_plan", "专科建设规划"},
                         {"yearly_plans", "年度计划"},
                         {"date", "日期"},
                         {"number", "文号"},
                         {"linked_projects", "联动的国家级项目"},
                         {"work_plan", "牵头专科工作方案"},
                         {"joint_plan", "成员专科共建方案"},
                         {"areas", "任务"},
                         {"development_plan", "发展规划"},
                         {"mechanisms", "联盟机制"},
                         {"steps", "组建程序"},
                         {"research_partners", "合作高校和科研院所"}};
const Words chinese_values{{"SpecialtyAlliance", "专科联盟"},
                           {"provincial", "省级"},
                           {"city", "市级"},
                           {"county", "县级"},
                           {"tcm", "中医医院"},
                           {"integrated", "中西医结合医院"},
                           {"national_tcm_advantage", "国家中医优势专科"},
                           {"regional_center", "国家区域中医医疗中心项目"},
                           {"talent", "人才培养"},
                           {"research", "科研协作"},
                           {"cooperation", "参与协作"},
                           {"true", "是"},
                           {"none", "非重点专科"}};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

}  // namespace

std::string in_chinese(std::string_view text) {
  std::string chinese;
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = at;
    while (at < text.size() && is_letter(text[at])) ++at;
    if (at == begin) {
      chinese += text[at++];
      continue;
    }
    const auto word = text.substr(begin, at - begin);
    const auto& words = at < text.size() && text[at] == ':' ? chinese_keys : chinese_values;
    const auto known = words.find(word);
    chinese += known == words.end() ? word : known->second;
  }
  return chinese;
}

std::string lead_of(std::size_t number) { return fmt::format("浙江省示例第{}中医院", number); }

Alliance make_alliance(const World& world, std::size_t number, std::size_t members) {
  Dice dice(number);
  const auto& pool = world.pools()[number % world.pools().size()];
  Alliance alliance;
  alliance.number = number;
  alliance.specialty = pool.specialty;
  alliance.leads = {{in_capital(lead_of(number), "provincial"), pool.specialty}};
  alliance.deputies = {{in_capital("杭州市示例中西医结合医院", "city"), pool.specialty},
                       {in_capital("杭州市示例针灸医院", "city"), pool.specialty}};
  alliance.members = {member_of(pool.of_mountains, pool.specialty)};
  const auto add = [&](const Institution& unit) {
    const bool full = members > 0 && alliance.members.size() == members;
    if (full || unit.name == pool.of_mountains.name) return;
    alliance.members.push_back(member_of(unit, pool.specialty));
  };
  for (const auto& unit : some(pool.of_cities, 6 + dice.below(4), dice)) add(unit);
  for (const auto& unit : some(pool.of_counties, 11 + dice.below(9), dice)) add(unit);
  while (alliance.members.size() < members) {
    auto unit = pool.of_counties[alliance.members.size() % pool.of_counties.size()];
    unit.name += fmt::format("第{}分院", alliance.members.size());
    alliance.members.push_back(member_of(unit, pool.specialty));
  }
  return alliance;
}

std::string written(const Alliance& alliance, Manner manner) {
  auto text =
      fmt::format(head, arg("specialty", alliance.specialty), arg("number", alliance.number));
  text += "lead:\n";
  for (const auto& leader : alliance.leads) text += leader_lines(leader);
  text += "deputies:\n";
  for (const auto& leader : alliance.deputies) text += leader_lines(leader);
  text += "members:\n";
  for (std::size_t i = 0; i < alliance.members.size(); ++i) {
    text += member_lines(alliance.members[i], i + 1);
  }
  return text +
         fmt::format(
             tail, arg("areas", alliance.lead_areas),
             arg("more", manner == Manner::declined ? "\n    二〇二五年至二〇二七年" : ""),
             arg("incentive",
                 alliance.has_incentive ? "  incentive: {number: 示例联盟〔2025〕4号}\n" : ""),
             arg("chosen", alliance.chosen), arg("reported", alliance.reported),
             arg("partners",
                 alliance.has_partners ? "research_partners: [示例中医药大学]\n" : "")) +
         alliance.at_end;
}

}  // namespace guiju::bench
