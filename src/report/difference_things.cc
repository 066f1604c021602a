#include "report/difference_things.h"

#include <algorithm>
#include <map>
#include <set>

namespace guiju {

namespace {

const Part* find_part(const std::vector<Part>& parts, const std::string& name) {
  const auto found =
      std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.name == name; });
  return found == parts.end() ? nullptr : &*found;
}

/// Those of `all` that `others` lack.
std::vector<Localized> without(const std::vector<Localized>& all,
                               const std::vector<Localized>& others) {
  std::vector<Localized> left;
  for (const auto& one : all) {
    if (std::find(others.begin(), others.end(), one) == others.end()) left.push_back(one);
  }
  return left;
}

Alteration alter(const Part* before, const Part* after) {
  const auto& either = after != nullptr ? *after : *before;
  Alteration made{either.name, either.label, {}, {}, {}, {}};
  if (before != nullptr) made.before = before->words;
  if (after != nullptr) made.after = after->words;
  if (before == nullptr || after == nullptr) return made;
  if (before->elements.empty() || after->elements.empty()) return made;
  made.removed = without(before->elements, after->elements);
  made.added = without(after->elements, before->elements);
  return made;
}

/// Unpaired things of one side by key; the first of equals is found first.
std::map<std::string, std::vector<int>> by_key(const std::vector<Thing>& things, const Key& key,
                                               const std::vector<int>& counterparts) {
  std::map<std::string, std::vector<int>> found;
  for (std::size_t i = things.size(); i-- > 0;) {
    if (counterparts[i] >= 0) continue;
    const auto name = key(things[i]);
    if (!name.empty()) found[name].push_back(static_cast<int>(i));
  }
  return found;
}

/// Which thing of `before` each thing of `after` is, or -1.
std::vector<int> counterparts_of(const std::vector<Thing>& before, const std::vector<Thing>& after,
                                 const std::vector<Key>& keys) {
  std::vector<int> of_before(before.size(), -1);
  std::vector<int> of_after(after.size(), -1);
  for (const auto& key : keys) {
    auto known = by_key(before, key, of_before);
    for (std::size_t i = 0; i < after.size(); ++i) {
      if (of_after[i] >= 0) continue;
      const auto found = known.find(key(after[i]));
      if (found == known.end() || found->second.empty()) continue;
      of_after[i] = found->second.back();
      of_before[static_cast<std::size_t>(of_after[i])] = static_cast<int>(i);
      found->second.pop_back();
    }
  }
  return of_after;
}

bool has_changed(const Change& change) {
  return change.kind != Change::Kind::same || !change.within.empty();
}

}  // namespace

std::vector<Pairing> pair_up(const std::vector<Thing>& before, const std::vector<Thing>& after,
                             const std::vector<Key>& keys) {
  const auto counterparts = counterparts_of(before, after, keys);
  const std::set<int> kept(counterparts.begin(), counterparts.end());
  std::vector<Pairing> pairs;
  const auto add_removed = [&](int from) {
    for (int i = from; i < static_cast<int>(before.size()) && !kept.contains(i); ++i) {
      pairs.push_back({i, -1});
    }
  };
  add_removed(0);
  for (std::size_t i = 0; i < after.size(); ++i) {
    pairs.push_back({counterparts[i], static_cast<int>(i)});
    if (counterparts[i] >= 0) add_removed(counterparts[i] + 1);
  }
  return pairs;
}

std::string id_of(const Thing& thing) { return thing.id; }

std::string content_of(const Thing& thing) {
  std::string content;
  for (const auto& part : thing.parts) {
    if (part.name == "clause") continue;
    content.append(part.name).append(1, '\0').append(part.words.zh).append(1, '\0');
    content.append(part.words.en).append(1, '\0');
  }
  return content;
}

std::vector<Alteration> all_parts(const std::vector<Part>& before, const std::vector<Part>& after) {
  std::vector<Alteration> all;
  all.reserve(after.size());
  for (const auto& part : after) all.push_back(alter(find_part(before, part.name), &part));
  for (const auto& part : before) {
    if (find_part(after, part.name) == nullptr) all.push_back(alter(&part, nullptr));
  }
  return all;
}

std::vector<Alteration> compare_parts(const std::vector<Part>& before,
                                      const std::vector<Part>& after) {
  auto alterations = all_parts(before, after);
  std::erase_if(alterations, [](const Alteration& part) { return part.before == part.after; });
  return alterations;
}

Change compare_things(const Thing* before, const Thing* after) {
  const auto& either = after != nullptr ? *after : *before;
  Change change;
  change.subject = either.subject;
  change.says = either.says;
  change.place = either.place;
  if (before != nullptr) change.before = before->id;
  if (after != nullptr) change.after = after->id;
  change.parts = compare_parts(before != nullptr ? before->parts : std::vector<Part>{},
                               after != nullptr ? after->parts : std::vector<Part>{});
  if (before == nullptr || after == nullptr) {
    change.kind = before == nullptr ? Change::Kind::added : Change::Kind::removed;
  } else if (before->id != after->id) {
    change.kind = Change::Kind::renamed;
  } else {
    change.kind = change.parts.empty() ? Change::Kind::same : Change::Kind::changed;
  }
  return change;
}

std::vector<Change> compare_all(const std::vector<Thing>& before, const std::vector<Thing>& after,
                                const std::vector<Key>& keys) {
  std::vector<Change> changes;
  for (const auto& [old_index, new_index] : pair_up(before, after, keys)) {
    const auto* old_thing = old_index < 0 ? nullptr : &before[static_cast<std::size_t>(old_index)];
    const auto* new_thing = new_index < 0 ? nullptr : &after[static_cast<std::size_t>(new_index)];
    auto change = compare_things(old_thing, new_thing);
    if (old_thing != nullptr && new_thing != nullptr) {
      change.within = compare_all(old_thing->within, new_thing->within, {id_of});
      if (change.kind == Change::Kind::same && !change.within.empty()) {
        change.kind = Change::Kind::changed;
      }
    }
    if (has_changed(change)) changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace guiju
