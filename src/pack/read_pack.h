#pragma once
#include <map>
#include <memory>
#include <string>
#include <tuple>

#include "pack/impl.h"

namespace guiju {

/// What an expression of `pack` about a dossier of `kind` sees. The slots are those of `Slots`;
/// without an element (`element_type` null) its slot has a name no expression can write.
std::unique_ptr<cel::Environment> make_environment(Packs::Impl& impl, const Pack& pack,
                                                   const Kind* kind,
                                                   const std::string& element_name,
                                                   const cel::Type* element_type);

/// What is at hand while one pack is read: its scope, the kinds, the environments made so far.
class PackReader {
 public:
  PackReader(Packs::Impl& impl, const Scope& scope, Pack& pack, const Document& document,
             Diagnostics& diagnostics)
      : impl_(impl), scope_(scope), pack_(pack), document_(document), diagnostics_(diagnostics) {}

  void read();

 private:
  // The policy itself.
  void read_policy(NodeId node);
  void read_sections(NodeId node);
  void read_applies(NodeId node);
  void read_parameters(NodeId node);
  void read_parameter(NodeId key, NodeId node);
  void check_parameter_clauses();
  std::optional<cel::Value> read_value(const FieldType& type, NodeId node);
  const FieldType* infer_type(NodeId node);

  // Clauses and what stands under them.
  void read_clause(NodeId node);
  void read_rules(Clause& clause, NodeId node, Disposition disposition);
  Strength read_strength(Fields& fields, Strength otherwise);
  void read_rule(Clause& clause, NodeId node, Disposition disposition);
  void read_form(Rule& rule, Fields& fields, const cel::Environment& environment);
  void read_count(Rule& rule, NodeId node, const cel::Environment& environment);
  void read_match(Rule& rule, NodeId node);
  void read_condition(Rule& rule, Fields& fields, const cel::Environment& partner);
  void read_group(Rule& rule, NodeId node, const cel::Environment& environment);
  void read_universe(GroupKey& key, NodeId node, const cel::Environment& environment);
  void read_words(Rule& rule, Fields& fields, const cel::Environment& environment);
  void check_placeholders(const Rule& rule, NodeId node);
  void read_reviews(Clause& clause, NodeId node);
  void link_also();
  static void carry(const Rule& rule, Clause& clause);
  void check_dispositions();
  void report_unknown_clause(NodeId node);

  // Expressions.
  /// Reads kind, `each`, `as` and `where`; answers the environment in which the rest is read.
  const cel::Environment& read_selection(Selection& selection, Fields& fields, const Kind* kind);
  const Kind* read_kind(Fields& fields);
  const cel::Environment& environment(const Kind* kind, const std::string& element_name,
                                      const cel::Type* element_type);
  Expression compile(NodeId node, const cel::Environment& environment, const cel::Type* expected);
  Expression compile_field(Fields& fields, std::string_view key,
                           const cel::Environment& environment, const cel::Type* expected);
  std::vector<Expression> compile_list(NodeId node, const cel::Environment& environment);
  static const cel::Type* simple(cel::TypeKind kind) { return cel::Types::simple(kind); }

  Packs::Impl& impl_;
  const Scope& scope_;
  Pack& pack_;
  const Document& document_;
  Diagnostics& diagnostics_;
  using EnvironmentKey = std::tuple<const Kind*, std::string, const cel::Type*>;
  std::map<EnvironmentKey, const cel::Environment*> environments_;
  std::map<std::string, Place> ids_;  ///< of rules and review items, to find doubles
  std::vector<std::pair<Rule*, NodeId>> also_;
  std::vector<std::pair<std::string, NodeId>> parameter_clauses_;
};

}  // namespace guiju
