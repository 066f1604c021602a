#pragma once
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "model.h"

namespace reference {

/// What a finding says that helps to mend the dossier.
struct Told {
  std::string rule, file, subject;
  Outcome outcome = Outcome::violated;
  std::int64_t gap = 0;
  std::vector<std::string> counted;  ///< subjects
  /// The first comparison that failed: `beds` `>=` `3`; empty where there is none.
  std::string field, operation, required;
};

/// guiju with one pack, read from its text. What it answers is put into the words of model.h.
class Product {
 public:
  /// Throws NotJudged with guiju's message if the pack has a mistake.
  explicit Product(const Pack& pack);
  ~Product();
  Answers judge(const std::vector<Dossier>& dossiers, std::optional<Day> as_of) const;
  std::vector<Told> findings(const std::vector<Dossier>& dossiers, std::optional<Day> as_of) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// guiju would not judge: the generator made what is no pack, or no dossier.
class NotJudged : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace reference
