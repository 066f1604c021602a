#include "generate.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <array>
#include <fstream>
#include <map>
#include <string_view>

namespace guiju::bench {
namespace {

constexpr std::string_view province = "330000";
constexpr std::array specialties{"肺病科", "脾胃病科", "肾病科", "骨伤科", "妇科", "针灸科"};
constexpr std::array types{"tcm", "tcm", "integrated"};
constexpr std::size_t city_members = 7;

/// Numbers that look random and are the same everywhere.
class Dice {
 public:
  explicit Dice(std::size_t seed) : state_(seed * 0x9E3779B97F4A7C15U + 1) {}
  std::size_t below(std::size_t end) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_ % end;
  }

 private:
  std::uint64_t state_;
};

enum class Fault { none, one_deputy, few_county_members, no_consent, no_level };

constexpr std::string_view head = R"(kind: SpecialtyAlliance
name: 浙江省{specialty}中医优势专科联盟第{number}号
filed: 2025-06-30
province: 浙江省
specialty: {specialty}
lead:
  name: 浙江省示例中医院
  level: provincial
  type: tcm
  city: 杭州市
  designations:
    - title: national_tcm_advantage
      specialty: {specialty}
      document: {{number: 示例国中医发〔2024〕1号}}
deputies:
)";

constexpr std::string_view deputy = R"(  - name: 杭州市示例第{number}中医院
    level: city
    type: tcm
    city: 杭州市
    county: 西湖区
    designations:
      - title: national_tcm_advantage
        specialty: {specialty}
        document: {{number: 示例国中医发〔2024〕1号}}
)";

constexpr std::string_view member = R"(  - unit:
      name: {county}示例第{number}中医院
{level}      type: {type}
      city: {city}
      county: {county}
    specialty: {specialty}
    key_specialty: {key}
{consent}    construction_plan: 示例建设〔2025〕{number}号
    yearly_plans:
      - title: 2025年度计划
        date: 2025-03-{day:02}
)";

constexpr std::string_view tail = R"(linked_projects:
  - {type: regional_center, name: 示例国家区域中医医疗中心项目}
work_plan:
  document: {title: 牵头专科工作方案（示例）, date: 2025-03-20}
  areas: [academic_leadership, standards, quality_control, talent, research, outreach]
joint_plan:
  document: {title: 成员专科共建方案（示例）, date: 2025-03-20}
  areas: [key_diseases, inner_strength, cooperation, own_management]
development_plan: {number: 示例联盟〔2025〕1号}
mechanisms:
  management: {number: 示例联盟〔2025〕2号}
  operation: {number: 示例联盟〔2025〕3号}
  incentive: {number: 示例联盟〔2025〕4号}
  evaluation: {number: 示例联盟〔2025〕5号}
division_of_work: {number: 示例联盟〔2025〕6号}
research_partners: [示例中医药大学]
)";

}  // namespace

Generator::Generator(const std::filesystem::path& divisions) {
  const auto rows = YAML::LoadFile(divisions)["rows"];
  std::map<std::string, std::string> cities;
  for (const auto& row : rows) {
    if (row["parent"].as<std::string>("") == province) {
      cities[row["code"].as<std::string>()] = row["name"].as<std::string>();
    }
  }
  for (const auto& row : rows) {
    const auto city = cities.find(row["parent"].as<std::string>(""));
    if (city != cities.end()) counties_.push_back({city->second, row["name"].as<std::string>()});
  }
  if (counties_.empty()) throw std::runtime_error("no counties in " + divisions.string());
}

std::string Generator::dossier(std::size_t number, std::size_t members) const {
  Dice dice(number);
  if (members == 0) members = 16 + dice.below(21);
  const std::string specialty = specialties[dice.below(specialties.size())];
  const auto fault = number % 5 == 4 ? static_cast<Fault>(1 + dice.below(4)) : Fault::none;
  const auto faulty = dice.below(members);
  const auto first = dice.below(counties_.size());

  using fmt::arg;
  auto text = fmt::format(head, arg("specialty", specialty), arg("number", number));
  for (int i = 1; i <= (fault == Fault::one_deputy ? 1 : 2); ++i) {
    text += fmt::format(deputy, arg("number", i), arg("specialty", specialty));
  }
  text += "members:\n";
  for (std::size_t i = 0; i < members; ++i) {
    const auto& place = counties_[(first + i) % counties_.size()];
    const bool of_city = i < city_members || fault == Fault::few_county_members;
    const bool hit = i == faulty;
    text += fmt::format(member, arg("city", place.city), arg("county", place.name),
                        arg("number", i + 1),
                        arg("level", hit && fault == Fault::no_level ? ""
                                     : of_city                       ? "      level: city\n"
                                                                     : "      level: county\n"),
                        arg("type", types[dice.below(types.size())]), arg("specialty", specialty),
                        arg("key", of_city ? "city" : "county"),
                        arg("consent", hit && fault == Fault::no_consent
                                           ? ""
                                           : "    consent: {by_member: true, by_lead: true}\n"),
                        arg("day", 1 + dice.below(28)));
  }
  return text.append(tail);
}

std::size_t Generator::write(const std::filesystem::path& folder, std::size_t count) const {
  std::filesystem::create_directories(folder);
  std::size_t bytes = 0;
  for (std::size_t number = 0; number < count; ++number) {
    const auto text = dossier(number);
    std::ofstream(folder / fmt::format("{:06}.yaml", number), std::ios::binary) << text;
    bytes += text.size();
  }
  return bytes;
}

}  // namespace guiju::bench
