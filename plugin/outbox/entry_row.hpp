#pragma once
#include "plugin/entries/entry.hpp"
#include "plugin/outbox/quarantine.hpp"

/// An entry as columns: all that queries need and that is nobody's personal data stands plain, the body
/// sealed.
namespace tillpoints::outbox {

/// The table of entries; the cells of `plain_cells` stand in this order.
SealedTable entries_layout();

Row plain_cells(const OutboxEntry& entry);
/// Throws Undecodable.
OutboxEntry entry_from(const Row& cells, std::string_view body_json);

}  // namespace tillpoints::outbox
