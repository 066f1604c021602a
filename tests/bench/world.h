#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace guiju::bench {

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

/// An institution as a dossier names it.
struct Institution {
  std::string name, level, type, city, county;
};

/// What the cities of the province recommend for one specialty, and so whom alliances may take.
struct Pool {
  std::string specialty;
  std::vector<Institution> of_cities, of_counties;
  Institution of_mountains;  ///< one of `of_counties`, in a mountain or island county
};

/// The province in which all dossiers lie: cities and counties of the divisions table,
/// institutions made up.
class World {
 public:
  /// Throws std::exception if `divisions` is no divisions table.
  explicit World(const std::filesystem::path& divisions);

  /// By specialty. Of the first, one city recommends nobody; of the second, one city too many.
  const std::vector<Pool>& pools() const { return pools_; }
  const std::vector<std::string>& cities() const { return cities_; }

 private:
  std::vector<std::string> cities_;
  std::vector<Pool> pools_;
};

}  // namespace guiju::bench
