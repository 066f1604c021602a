#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "world.h"

namespace guiju::bench {

/// A member of an alliance. What is empty or false is left out of the dossier.
struct Member {
  Institution unit;
  std::string specialty, key_specialty;
  bool consents = true;
};

/// A lead unit or deputy.
struct Leader {
  Institution unit;
  std::string designated_for;
};

/// The dossier of an alliance before it is written down: the parts that faults are seeded in.
struct Alliance {
  std::size_t number = 0;
  std::string specialty;
  std::vector<Leader> leads, deputies;
  std::vector<Member> members;
  std::string lead_areas =
      "academic_leadership, standards, quality_control, talent, research, outreach";
  std::string chosen = "2024-11-25", reported = "2024-12-06";
  bool has_incentive = true;
  bool has_partners = true;
  std::string at_end;  ///< further lines
};

/// An alliance that keeps every rule, over the institutions of its pool: with `members` members,
/// or 17 to 29 if that is 0. More than the pool has are made up as well, recommended by nobody.
Alliance make_alliance(const World& world, std::size_t number, std::size_t members = 0);

/// The name of the lead unit of the alliance of that number.
std::string lead_of(std::size_t number);

/// How a dossier is written: as people do, or with a text over two lines near its end, for which
/// the fast lane declines it.
enum class Manner { plain, declined };

std::string written(const Alliance& alliance, Manner manner = Manner::plain);

/// The same dossier with its keys and values in Chinese, as far as one word has one meaning.
std::string in_chinese(std::string_view text);

}  // namespace guiju::bench
