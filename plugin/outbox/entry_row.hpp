#pragma once
#include "plugin/entries/entry.hpp"
#include "plugin/outbox/quarantine.hpp"

/// An entry as columns. What queries need and is not personal data is stored in plain columns, the rest in
/// the sealed body.
namespace tillpoints::outbox {

/// The table of entries; the cells of `plain_cells` stand in this order.
SealedTable entries_layout();

Row plain_cells(const OutboxEntry& entry);
/// Throws Undecodable.
OutboxEntry entry_from(const Row& cells, std::string_view body_json);

}  // namespace tillpoints::outbox
