#include "cloud/draws/draw_json.hpp"

#include "cloud/campaigns/segment.hpp"
#include "protocol/decimal.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::string_view draw_state_words[] = {"arranged", "collecting", "listed", "drawn"};
constexpr std::string_view ticket_words[] = {"customer", "purchase"};
constexpr std::string_view prize_words[] = {"nothing", "points", "certificate"};
constexpr std::string_view prize_state_words[] = {"waiting", "given", "not_given"};

}  // namespace

std::string_view word_of(DrawState state) {
    return draw_state_words[static_cast<std::size_t>(state)];
}
std::string_view word_of(TicketFor ticket) {
    return ticket_words[static_cast<std::size_t>(ticket)];
}
std::string_view word_of(PrizeState state) {
    return prize_state_words[static_cast<std::size_t>(state)];
}

Json shown_participation(const Draw& draw) {
    return Json::object({{"segment", shown_conditions(draw.segment)},
                         {"ticket_for", word_of(draw.ticket_for)},
                         {"from", draw.bought ? Json(to_text(draw.bought->from)) : Json()},
                         {"to", draw.bought ? Json(to_text(draw.bought->to)) : Json()}});
}

Json shown_prize(const Draw& draw) {
    return Json::object({{"kind", prize_words[static_cast<std::size_t>(draw.prize)]},
                         {"points", Json::Number{format_decimal(draw.points.count, 2)}},
                         {"days", draw.days}});
}

}  // namespace tillpoints::cloud
