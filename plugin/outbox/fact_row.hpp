#pragma once
#include "plugin/facts/fact.hpp"
#include "plugin/outbox/quarantine.hpp"

/// A fact as columns: all that queries need and that is nobody's personal data stands plain, the body sealed.
namespace tillpoints::outbox {

/// The table of facts; the cells of `plain_cells` stand in this order.
SealedTable facts_layout();

Row plain_cells(const Fact& fact);
/// Throws Undecodable.
Fact fact_from(const Row& cells, std::string_view body_json);

}  // namespace tillpoints::outbox
