#include "generate.h"

#include <fmt/format.h>

#include <fstream>
#include <optional>
#include <set>
#include <stdexcept>

namespace guiju::bench {
namespace {

namespace fs = std::filesystem;

/// What becomes of each alliance, by its number alone.
class Fate {
 public:
  explicit Fate(const Plan& plan) : plan_(plan) {}

  const Break* broken(std::size_t number) const {
    return often(number, 1, plan_.broken) ? &one_of(breaks(), number) : nullptr;
  }
  /// Broken files have no fault besides: which of the two comes first is not their matter.
  const Fault* fault(std::size_t number) const {
    return !broken(number) && often(number, 2, plan_.faulty) ? &one_of(faults(), number) : nullptr;
  }
  /// Whether a member of it leads another alliance, instead of another fault.
  bool poaches(std::size_t number) const {
    return !broken(number) && !fault(number) && often(number, 3, plan_.faulty / 20);
  }

 private:
  static bool often(std::size_t number, std::size_t salt, double share) {
    constexpr std::size_t precision = 1'000'000;
    Dice dice(number * 7 + salt);
    dice.below(precision);
    return static_cast<double>(dice.below(precision)) < share * precision;
  }
  template <typename Item>
  static const Item& one_of(std::span<const Item> table, std::size_t number) {
    return table[Dice(number + 11).below(table.size())];
  }
  const Plan& plan_;
};

class Writer {
 public:
  Writer(const World& world, const Plan& plan, const fs::path& folder)
      : world_(world), plan_(plan), folder_(folder), fate_(plan) {}

  void alliance(std::size_t number);
  void recommendations();
  Prediction finish() { return std::move(prediction_); }

 private:
  void seed(Alliance& alliance);
  void write(const std::string& name, const std::string& text);
  void found(const std::vector<std::string>& what) {
    for (const auto& one : what) ++prediction_.found[one];
  }

  const World& world_;
  const Plan& plan_;
  const fs::path& folder_;
  Fate fate_;
  Prediction prediction_;
  std::set<std::string> specialties_;  // of the alliances that are judged
};

void Writer::write(const std::string& name, const std::string& text) {
  std::ofstream file(folder_ / name, std::ios::binary);
  file << text;
  if (!file.flush()) throw std::runtime_error("cannot write " + (folder_ / name).string());
  ++prediction_.files;
  prediction_.bytes += text.size();
}

void Writer::seed(Alliance& alliance) {
  const auto number = alliance.number;
  const auto step = world_.pools().size();  // the next alliance of its specialty
  if (const auto* fault = fate_.fault(number)) {
    fault->seed(alliance, world_.pools()[number % step]);
    found(fault->found);
  }
  if (fate_.poaches(number) && number >= step && !fate_.broken(number - step)) {
    alliance.members.back().unit.name = lead_of(number - step);
    found({"zhejiang-2024/lead-in-another-alliance violated"});
    if (plan_.recommendations) found({"zhejiang-2024/member-recommended violated"});
  }
}

void Writer::alliance(std::size_t number) {
  auto alliance = make_alliance(world_, number, plan_.members);
  seed(alliance);
  auto text = written(alliance, plan_.manner);
  const auto* broken = fate_.broken(number);
  if (broken != nullptr) {
    broken->spoil(text);
    found(broken->found);
  } else if (plan_.chinese && number % 3 == 1) {
    text = in_chinese(text);
  }
  if (broken == nullptr || broken->judged) specialties_.insert(alliance.specialty);
  ++(broken == nullptr || broken->readable ? prediction_.dossiers : prediction_.unreadable);
  write(fmt::format("联盟-{:06}.yaml", number), text);
}

/// What each city recommends, for all specialties. The first specialty lacks a city, which is a
/// finding only if it has an alliance; the second has one institution too many of another.
void Writer::recommendations() {
  constexpr std::size_t quota = 3;
  for (const auto& city : world_.cities()) {
    auto text = fmt::format(
        "kind: CityRecommendation\nfiled: 2024-11-05\ncity: {}\n"
        "document: {{number: 示例卫〔2024〕40号}}\nrecommendations:\n",
        city);
    for (const auto& pool : world_.pools()) {
      std::size_t count = 0;
      for (const auto* units : {&pool.of_cities, &pool.of_counties}) {
        for (const auto& unit : *units) {
          if (unit.city != city) continue;
          ++count;
          text += fmt::format(
              "  - unit:\n      name: {}\n      level: {}\n      type: {}\n      city: {}\n"
              "      county: {}\n    specialty: {}\n    baike: false\n",
              unit.name, unit.level, unit.type, unit.city, unit.county, pool.specialty);
        }
      }
      if (count > quota) found({"zhejiang-2024/city-quota violated"});
      if (count == 0 && specialties_.contains(pool.specialty)) {
        found({"zhejiang-2024/city-without-recommendation violated"});
      }
    }
    ++prediction_.dossiers;
    write(fmt::format("推荐-{}.yaml", city), text);
  }
}

}  // namespace

Prediction generate(const World& world, const Plan& plan, const fs::path& folder) {
  fs::create_directories(folder);
  Writer writer(world, plan, folder);
  for (std::size_t number = 0; number < plan.count; ++number) writer.alliance(number);
  if (plan.recommendations) writer.recommendations();
  return writer.finish();
}

}  // namespace guiju::bench
