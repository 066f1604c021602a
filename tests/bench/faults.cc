#include "faults.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace guiju::bench {
namespace {

Member& last(Alliance& alliance) { return alliance.members.back(); }

/// Keeps only so many members of a level, the first.
void keep(Alliance& alliance, std::string_view level, std::size_t count) {
  std::size_t met = 0;
  std::erase_if(alliance.members,
                [&](const Member& member) { return member.unit.level == level && ++met > count; });
}

void replace(std::string& text, std::string_view what, std::string_view by) {
  const auto at = text.find(what);
  if (at == text.npos) throw std::logic_error("nothing to spoil: " + std::string(what));
  text.replace(at, what.size(), by);
}

const std::vector<Fault>& fault_table() {
  static const std::vector<Fault> table{
      {"one deputy",
       [](Alliance& a, const Pool&) { a.deputies.pop_back(); },
       {"zhejiang-2024/deputy-units violated"}},
      {"a deputy designated for another specialty",
       [](Alliance& a, const Pool&) { a.deputies.back().designated_for = "眼科"; },
       {"zhejiang-2024/deputy-designation violated"}},
      {"the same, justified",
       [](Alliance& a, const Pool&) {
         a.deputies.back().designated_for = "眼科";
         a.at_end =
             "justifications:\n  - {rule: deputy-designation, reason: 示例理由, approved_by: "
             "示例主管部门, number: 示例函〔2024〕1号, date: 2024-12-01}\n";
       },
       {"zhejiang-2024/deputy-designation departed"}},
      {"four city-level members",
       [](Alliance& a, const Pool&) { keep(a, "city", 4); },
       {"zhejiang-2024/city-members violated"}},
      {"seven county-level members",
       [](Alliance& a, const Pool& pool) {
         keep(a, "city", 0);
         keep(a, "county", 7);
         // All of the cities', so that members suffice.
         for (const auto& unit : pool.of_cities) {
           a.members.push_back({unit, a.specialty, "city", true});
         }
       },
       {"zhejiang-2024/county-members violated"}},
      {"fourteen members",
       [](Alliance& a, const Pool&) {
         keep(a, "city", 5);
         keep(a, "county", 9);
       },
       {"zhejiang-2024/members violated"}},
      {"a member without consent",
       [](Alliance& a, const Pool&) { last(a).consents = false; },
       {"zhejiang-2024/member-consent undecided"}},
      {"a member without level",
       [](Alliance& a, const Pool&) { last(a).unit.level.clear(); },
       {"zhejiang-2024/member-not-provincial undecided"}},
      {"a member listed twice",
       [](Alliance& a, const Pool&) { a.members.push_back(a.members.front()); },
       {"zhejiang-2024/member-once violated"}},
      {"a provincial member",
       [](Alliance& a, const Pool&) { last(a).unit.level = "provincial"; },
       {"zhejiang-2024/member-not-provincial violated"}},
      {"a member of another specialty",
       [](Alliance& a, const Pool&) { last(a).specialty = "眼科"; },
       {"zhejiang-2024/member-specialty violated"}},
      {"a member that is no key specialty",
       [](Alliance& a, const Pool&) { last(a).key_specialty = "none"; },
       {"zhejiang-2024/member-key-specialty violated"}},
      {"a member that no city recommended",
       [](Alliance& a, const Pool&) { last(a).unit.name += "分院"; },
       {"zhejiang-2024/member-recommended violated"}},
      {"a deputy as a member",
       [](Alliance& a, const Pool&) { last(a).unit.name = a.deputies.front().unit.name; },
       {"zhejiang-2024/leader-as-member violated", "zhejiang-2024/member-recommended violated"}},
      {"reported before the choice",
       [](Alliance& a, const Pool&) { a.reported = "2024-11-24"; },
       {"zhejiang-2024/reported-after-choice violated"}},
      {"a task area left out",
       [](Alliance& a, const Pool&) {
         a.lead_areas = "academic_leadership, standards, quality_control, talent, research";
       },
       {"zhejiang-2024/work-plan-areas violated"}},
      {"a mechanism left out",
       [](Alliance& a, const Pool&) { a.has_incentive = false; },
       {"zhejiang-2024/alliance-papers undecided"}},
      {"no partner in research",
       [](Alliance& a, const Pool&) { a.has_partners = false; },
       {"zhejiang-2024/research-partners violated"}},
  };
  return table;
}

const std::vector<Break>& break_table() {
  static const std::vector<Break> table{
      {"a quote never closed",
       [](std::string& text) { replace(text, "filed: 2025", "filed: \"2025"); },
       {"yaml-open-quote"},
       false,
       false},
      {"a bracket never closed",
       [](std::string& text) { replace(text, "own_management]", "own_management"); },
       {"yaml-open-bracket"},
       false,
       false},
      {"GBK, or something like it",
       [](std::string& text) {
         text = "kind: SpecialtyAlliance\nname: \xD5\xE3\xBD\xAD\xCA\xA1\n";
       },
       {"file-is-gbk"},
       false,
       false},
      {"UTF-16",
       [](std::string& text) { text = std::string("\xFF\xFEk\0i\0n\0d\0", 10); },
       {"file-is-utf16"},
       false,
       false},
      {"a control character",
       [](std::string& text) { replace(text, "示例院", "示例\x01院"); },
       {"file-control-character"},
       false,
       false},
      {"an empty file",
       [](std::string& text) { text.clear(); },
       {"yaml-nothing-here"},
       false,
       false},
      {"a kind with a slip",
       [](std::string& text) { replace(text, "SpecialtyAlliance", "SpecialtyAliance"); },
       {"dossier-unknown-kind"},
       true,
       false},
      {"a field that is none",
       [](std::string& text) {
         replace(text, "division_of_work:", "remarks: 无\ndivision_of_work:");
       },
       {"dossier-unknown-field"}},
      {"a wrong type",
       [](std::string& text) { replace(text, "steps:", "national_consortium: 也许\nsteps:"); },
       {"dossier-wrong-type"}},
      {"a required field left out",
       [](std::string& text) {
         replace(text, "work_plan:", "  - {type: regional_center}\nwork_plan:");
       },
       {"dossier-missing-field"}},
      {"a key given twice",
       [](std::string& text) { replace(text, "steps:", "filed: 2025-01-01\nsteps:"); },
       {"yaml-duplicate-key"}},
      {"a city that is none",
       [](std::string& text) {
         // The last member's: its line begins a level deeper than that of a leader.
         const auto at = text.rfind("      city: ");
         text.replace(at, text.find('\n', at) - at, "      city: 无此市");
       },
       {"dossier-unknown-name", "zhejiang-2024/member-in-province undecided"}},
  };
  return table;
}

}  // namespace

std::span<const Fault> faults() { return fault_table(); }
std::span<const Break> breaks() { return break_table(); }

}  // namespace guiju::bench
