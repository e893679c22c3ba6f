#include "cloud/draws/draw_record.hpp"

#include <map>

#include "cloud/draws/draw_json.hpp"
#include "cloud/draws/selection.hpp"
#include "protocol/reader.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::string_view record_format = "tillpoints-draw-1";
constexpr std::size_t most_participants = 100'000'000;
constexpr std::int64_t most_tickets = 1'000'000'000;

std::string hexadecimal(Reader& in, std::string_view key) {
    auto text = in.text(key, 64);
    if (in.problems().empty() &&
        (text.size() != 64 || text.find_first_not_of("0123456789abcdef") != text.npos))
        in.fail(key, Errc::invalid_value, "64 hexadecimal digits");
    return text;
}

std::optional<std::int64_t> whole_number(const Json& json) {
    const Json holder = Json::object({{"n", json}});
    Problems problems;
    const auto number = Reader(holder, "", problems).integer("n", 1, INT64_MAX);
    return problems.empty() ? std::optional(number) : std::nullopt;
}

/// A line of the list: `[number, tickets]`.
std::optional<DrawParticipant> participant_in(const Json& line) {
    const auto* pair = line.items();
    if (!pair || pair->size() != 2) return {};
    const auto customer = whole_number((*pair)[0]);
    const auto tickets = whole_number((*pair)[1]);
    if (!customer || !tickets || *tickets > most_tickets) return {};
    return DrawParticipant{{*customer}, *tickets};
}

std::vector<DrawParticipant> list_in(Reader& in) {
    std::vector<DrawParticipant> list;
    in.each_value("participants", most_participants, [&](const Json& line, const std::string& path) {
        if (const auto participant = participant_in(line))
            list.push_back(*participant);
        else if (in.problems().empty())
            in.problems().push_back({Errc::invalid_value, path, "[number, tickets]", {}});
    });
    return list;
}

std::vector<ParticipantId> winners_in(Reader& in) {
    std::vector<ParticipantId> winners;
    in.each_value("winners", most_participants, [&](const Json& item, const std::string& path) {
        if (const auto number = whole_number(item))
            winners.push_back({*number});
        else if (in.problems().empty())
            in.problems().push_back({Errc::invalid_value, path, "a participant's number", {}});
    });
    return winners;
}

bool is_in_order(const std::vector<DrawParticipant>& list) {
    for (std::size_t at = 1; at < list.size(); ++at)
        if (list[at].customer.value <= list[at - 1].customer.value) return false;
    return true;
}

}  // namespace

void write_draw_record(const WholeDraw& whole, const RecordSink& sink) {
    const auto& draw = whole.draw;
    auto head = dump(Json::object({{"format", record_format},
                                   {"draw", draw.id},
                                   {"name", draw.name},
                                   {"arranged", to_text(draw.arranged)},
                                   {"drawn", draw.drawn ? Json(to_text(*draw.drawn)) : Json()},
                                   {"takes_part", shown_participation(draw)},
                                   {"prize", shown_prize(draw)},
                                   {"winners_wanted", draw.winners},
                                   {"commitment", draw.commitment},
                                   {"seed", draw.seed},
                                   {"list_digest", draw.list_digest}}));
    head.pop_back();
    sink(head + ",\n\"participants\":[");
    std::string part;
    for (std::size_t at = 0; at < whole.list.size(); ++at) {
        const auto& one = whole.list[at];
        part += at == 0 ? "\n" : ",\n";
        part += "[" + std::to_string(one.customer.value) + "," + std::to_string(one.tickets) + "]";
        if (part.size() < 60'000) continue;
        sink(part);
        part.clear();
    }
    part += "],\n\"winners\":[";
    for (std::size_t at = 0; at < whole.winners.size(); ++at)
        part += (at == 0 ? "" : ",") + std::to_string(whole.winners[at].value);
    sink(part + "]}\n");
}

void write_draw_list(const WholeDraw& whole, const RecordSink& sink) {
    std::map<std::int64_t, std::size_t> places;
    for (std::size_t at = 0; at < whole.winners.size(); ++at) places[whole.winners[at].value] = at + 1;
    std::string part = "\xEF\xBB\xBFparticipant;tickets;place\r\n";
    for (const auto& one : whole.list) {
        const auto place = places.find(one.customer.value);
        part += std::to_string(one.customer.value) + ";" + std::to_string(one.tickets) + ";" +
                (place == places.end() ? "" : std::to_string(place->second)) + "\r\n";
        if (part.size() < 60'000) continue;
        sink(part);
        part.clear();
    }
    sink(part);
}

Result<CheckedRecord> check_draw_record(const Json& record) {
    Problems problems;
    Reader in(record, "", problems);
    CheckedRecord checked;
    in.one_of("format", {record_format});
    checked.name = in.text("name", 256);
    checked.commitment = hexadecimal(in, "commitment");
    const auto seed = hexadecimal(in, "seed");
    const auto digest = hexadecimal(in, "list_digest");
    const auto wanted = in.integer("winners_wanted", 1, INT64_MAX);
    const auto list = list_in(in);
    checked.winners = winners_in(in);
    if (!problems.empty()) return problems.front();
    checked.participants = std::ssize(list);
    for (const auto& one : list) checked.tickets += one.tickets;
    if (commitment_of(seed) != checked.commitment)
        checked.faults.push_back("the seed is not the one whose SHA-256 was published");
    if (!is_in_order(list))
        checked.faults.push_back("the list is not in the order of its numbers, each once");
    if (digest_of_list(list) != digest) checked.faults.push_back("the list is not the one of its digest");
    if (select_winners(seed, list, wanted) != checked.winners)
        checked.faults.push_back("other winners follow from the seed and the list");
    return checked;
}

}  // namespace tillpoints::cloud
