#include "protocol/till/events.hpp"

#include <algorithm>

#include "protocol/till/amounts.hpp"

namespace tillpoints::till {
namespace {

constexpr std::string_view split_names[] = {"none", "pieces", "any"};

template <class Line>
Json amounts_json(const Line& line) {
    Json json = Json::object({{"id", line.id.text},
                              {"price", line.price.count},
                              {"quantity", to_text(line.quantity)},
                              {"sum", line.sum.count}});
    if (line.part) json.set("fraction", to_text(*line.part));
    return json;
}

/// The reply repeats an unknown event's name, but not more than 64 bytes of it, cut at a character's border.
std::string_view bounded(std::string_view text) {
    std::size_t end = std::min<std::size_t>(text.size(), 64);
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end);
}

constexpr std::size_t most_named = 100;

/// Names the lines whose amounts fit together as badly as `least`, or worse.
template <class Line>
void name_lines(const std::vector<Line>& lines, Amounts least, const ReceiptId* receipt, Json& array) {
    for (const auto& line : lines) {
        const Amounts amounts = amounts_of(line);
        if (amounts < least || array.items()->size() >= most_named) continue;
        Json json = Json::object({});
        if (receipt) json.set("receipt_id", receipt->text);
        array.push(json.set("id", line.id.text).set("reason", reason_of(amounts)));
    }
}

Json problem_json(const Problem& problem) {
    return Json::object({{"code", name_of(problem.code)},
                         {"where", problem.where},
                         {"expected", problem.expected},
                         {"found", problem.found},
                         {"message", problem.sentence()}});
}

}  // namespace

Json to_json(const Position& position) {
    Json json = amounts_json(position);
    json.set("name", position.name);
    json.set("type", position.type);
    json.set("marked", position.marked);
    json.set("excluded", position.excluded);
    json.set("unredeemable", position.unredeemable);
    json.set("modifiers", position.has_modifiers);
    json.set("min_price", position.min_price ? Json(position.min_price->count) : Json());
    return json;
}

Json to_json(const FiscalLine& line) {
    return amounts_json(line);
}

Json to_json(const ClosedReceipt& closed) {
    Json lines = Json::array();
    for (const auto& line : closed.lines) lines.push(to_json(line));
    Json payments = Json::array();
    for (const auto& payment : closed.payments)
        payments.push(Json::object({{"type", payment.type}, {"sum", payment.sum.count}}));
    return Json::object({{"receipt_id", closed.receipt.text},
                         {"positions", std::move(lines)},
                         {"fiscal", Json::object({{"drive", closed.fiscal.drive},
                                                  {"document", closed.fiscal.document},
                                                  {"sign", closed.fiscal.sign},
                                                  {"number", closed.fiscal.number}})},
                         {"payments", std::move(payments)},
                         {"total", closed.total.count},
                         {"closed_at", to_text(closed.closed_at)}});
}

Json to_json(const Capabilities& capabilities) {
    return Json::object({{"payment_event", capabilities.payment_event},
                         {"split", split_names[static_cast<std::size_t>(capabilities.split)]},
                         {"tender", capabilities.tender},
                         {"prompt", capabilities.prompt}});
}

Json to_json(const std::vector<OddReceipt>& receipts) {
    Json array = Json::array();
    for (std::size_t i = 0; i < receipts.size() && i < most_named; ++i)
        array.push(Json::object(
            {{"receipt_id", receipts[i].receipt.empty() ? Json() : Json(receipts[i].receipt.text)},
             {"error", problem_json(receipts[i].problem)}}));
    return array;
}

Json left_alone(const std::vector<Position>& positions) {
    Json array = Json::array();
    name_lines(positions, Amounts::rounded_price, nullptr, array);
    return array;
}

Json left_alone(const std::vector<FiscalLine>& lines) {
    Json array = Json::array();
    name_lines(lines, Amounts::disagree, nullptr, array);
    return array;
}

Json left_alone(const std::vector<ClosedReceipt>& receipts) {
    Json array = Json::array();
    for (const auto& closed : receipts) name_lines(closed.lines, Amounts::disagree, &closed.receipt, array);
    return array;
}

Json error_reply(std::string_view event, const Problem& problem) {
    return Json::object(
        {{"v", 1}, {"event", bounded(event)}, {"status", "error"}, {"error", problem_json(problem)}});
}

}  // namespace tillpoints::till
