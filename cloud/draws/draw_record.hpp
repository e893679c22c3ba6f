#pragma once
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "cloud/ledger/draw_records.hpp"
#include "protocol/json.hpp"

/// The record of a draw: a file from which anybody can count the winners again. It holds no personal data.
/// Pure.
namespace tillpoints::cloud {

/// A drawn draw with its list and winners, by the numbers that customers see.
struct WholeDraw {
    Draw draw;
    std::vector<DrawParticipant> list;
    std::vector<ParticipantId> winners;
};

using RecordSink = std::function<void(std::string_view)>;

/// The record as JSON, in parts.
void write_draw_record(const WholeDraw& whole, const RecordSink& sink);
/// The list as CSV: number, tickets, place of a winner.
void write_draw_list(const WholeDraw& whole, const RecordSink& sink);

/// What a record says of itself, once it was counted again.
struct CheckedRecord {
    std::string name;
    std::string commitment;
    std::int64_t participants = 0;
    std::int64_t tickets = 0;
    std::vector<ParticipantId> winners;
    std::vector<std::string> faults;  ///< none: the winners follow from the seed and the list
};
/// Problems where it is no record at all.
Result<CheckedRecord> check_draw_record(const Json& record);

}  // namespace tillpoints::cloud
