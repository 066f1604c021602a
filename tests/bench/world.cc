#include "world.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <array>
#include <map>
#include <set>
#include <stdexcept>

namespace guiju::bench {
namespace {

constexpr std::string_view province = "330000";
constexpr std::array specialties{"肺病科", "脾胃病科", "肾病科", "老年病科", "外科",   "骨伤科",
                                 "妇科",   "儿科",     "针灸科", "康复科",   "肿瘤科", "急诊科"};
constexpr std::array types{"tcm", "integrated"};
constexpr std::size_t of_counties = 2;  // beside one of the city's own: three in all
constexpr std::size_t city_of_gap = 1, city_of_surplus = 2;

struct County {
  std::string name;
  bool mountain;
};

/// The counties of each city of the province, by the order of the table.
struct Province {
  std::vector<std::string> cities;
  std::map<std::string, std::vector<County>> counties;
};

Province read_province(const std::filesystem::path& divisions) {
  const auto table = YAML::LoadFile(divisions);
  std::set<std::string> mountains;
  const auto versions = table["lists"]["mountain_island"]["versions"];
  for (const auto& key : versions[versions.size() - 1]["keys"]) {
    mountains.insert(key.as<std::string>());
  }
  Province read;
  std::map<std::string, std::string> names;
  for (const auto& row : table["rows"]) {
    if (row["parent"].as<std::string>("") != province) continue;
    names[row["code"].as<std::string>()] = row["name"].as<std::string>();
    read.cities.push_back(row["name"].as<std::string>());
  }
  for (const auto& row : table["rows"]) {
    const auto city = names.find(row["parent"].as<std::string>(""));
    if (city == names.end()) continue;
    read.counties[city->second].push_back(
        {row["name"].as<std::string>(), mountains.contains(row["code"].as<std::string>())});
  }
  if (read.counties.empty()) throw std::runtime_error("no counties in " + divisions.string());
  return read;
}

Institution in_county(const std::string& city, const County& county, std::size_t number) {
  return {fmt::format("{}示例第{}中医院", county.name, number), "county",
          types[number % types.size()], city, county.name};
}

/// What one city adds: an institution of its own, and `of_counties` of different counties.
void recommend(const Province& province_of_all, std::size_t city, std::size_t number, Pool& pool) {
  const auto& name = province_of_all.cities[city];
  const auto& counties = province_of_all.counties.at(name);
  pool.of_cities.push_back({fmt::format("{}示例第{}中医院", name, number), "city", "tcm", name,
                            counties[number % counties.size()].name});
  const bool too_many = number == 2 && city == city_of_surplus;
  for (std::size_t i = 0; i < of_counties + (too_many ? 1 : 0); ++i) {
    const auto& county = counties[(number + i) % counties.size()];
    pool.of_counties.push_back(in_county(name, county, number));
    if (county.mountain) pool.of_mountains = pool.of_counties.back();
  }
}

}  // namespace

World::World(const std::filesystem::path& divisions) {
  const auto all = read_province(divisions);
  cities_ = all.cities;
  for (std::size_t i = 0; i < specialties.size(); ++i) {
    Pool pool{specialties[i], {}, {}, {}};
    for (std::size_t city = 0; city < cities_.size(); ++city) {
      if (i == 0 && city == city_of_gap) continue;
      recommend(all, city, i + 1, pool);
    }
    if (pool.of_mountains.name.empty()) throw std::runtime_error("no mountain county at hand");
    pools_.push_back(std::move(pool));
  }
}

}  // namespace guiju::bench
