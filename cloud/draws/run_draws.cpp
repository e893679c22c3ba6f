#include "cloud/draws/run_draws.hpp"

#include "cloud/api/due/certificates.hpp"
#include "cloud/api/participant_ids.hpp"
#include "cloud/campaigns/member_text.hpp"
#include "cloud/campaigns/run_campaigns.hpp"
#include "cloud/draws/selection.hpp"
#include "cloud/messages/queue_message.hpp"

namespace tillpoints::cloud {
namespace {

/// Customers who are looked at in one transaction.
constexpr int customers_a_slice = 200;
constexpr std::chrono::seconds until_next_look{1};

void list_some(RequestContext& context, Draw draw) {
    const auto segment = stored_segment(draw.segment);
    if (!segment) {
        // Conditions are checked before they are stored. Without them the list would be everybody.
        draw.state = DrawState::listed;
        return context.db.draws.update(draw);
    }
    auto page = context.db.customers.page({customers_a_slice, 0, draw.upto});
    const bool last = page.size() < static_cast<std::size_t>(customers_a_slice);
    std::erase_if(page, [&](const CustomerRecord& one) { return one.id.value > draw.newest.value; });
    for (const auto& customer : page) {
        const auto tickets = tickets_of(context, customer, draw, *segment);
        if (tickets == 0) continue;
        context.db.draws.add_participant(draw.id, {customer.id, tickets});
        ++draw.participants;
        draw.tickets += tickets;
    }
    if (!page.empty()) draw.upto = page.back().id;
    if (last || page.empty() || draw.upto.value >= draw.newest.value) draw.state = DrawState::listed;
    context.db.draws.update(draw);
}

std::vector<DrawParticipant> shown_list(Transaction& db, std::int64_t draw) {
    auto list = db.draws.participants(draw);
    for (auto& one : list) one.customer = shown_id(one.customer);
    return list;
}

bool list_slice(Service& service) {
    bool found = false;
    service.transact([&](RequestContext& context) {
        const auto draw = context.db.draws.take(DrawState::collecting);
        found = draw.has_value();
        if (draw) list_some(context, *draw);
    });
    return found;
}

/// The list does not change any more, so that it is read and counted while others go on.
void draw_winners(Service& service, const Draw& listed) {
    std::vector<DrawParticipant> list;
    service.read_much([&](RequestContext& context) { list = shown_list(context.db, listed.id); });
    const auto digest = digest_of_list(list);
    const auto winners = select_winners(listed.seed, list, listed.winners);
    service.transact([&](RequestContext& context) {
        auto draw = context.db.draws.lock(listed.id);
        if (!draw || draw->state != DrawState::listed) return;
        for (std::size_t at = 0; at < winners.size(); ++at)
            context.db.draws.add_winner(
                {draw->id, static_cast<std::int64_t>(at) + 1, stored_id(winners[at]), {}, false});
        draw->state = DrawState::drawn;
        draw->drawn = context.now;
        draw->list_digest = digest;
        context.db.draws.update(*draw);
    });
}

bool tell_winner(RequestContext& context, const MessagePolicy& policy, const Draw& draw,
                 ParticipantId winner) {
    const auto text = member_text(context, draw.message, draw.texts, winner);
    if (text.empty()) return false;
    const auto reference = "draw/" + std::to_string(draw.id) + "/" + std::to_string(winner.value);
    return queue_message(context, policy, winner,
                         {reference, MessagePurpose::advertising, "campaign", {{"text", text}}}) > 0;
}

bool give(RequestContext& context, const Draw& draw, const CustomerRecord& winner) {
    switch (draw.prize) {
        case Prize::nothing:
            return true;
        case Prize::points:
            give_campaign_points(context, winner, draw.points);
            return true;
        case Prize::certificate:
            return issue_certificate(context, winner.id, draw.points, std::chrono::days(draw.days))
                .has_value();
    }
    return false;
}

bool give_one_prize(Service& service, const MessagePolicy& policy) {
    bool found = false;
    service.transact([&](RequestContext& context) {
        auto winner = context.db.draws.take_waiting_winner();
        found = winner.has_value();
        if (!winner) return;
        const auto draw = context.db.draws.find(winner->draw);
        const auto customer = context.db.customers.lock(winner->customer);
        const bool here = draw && customer && customer->uid && !customer->blocked;
        winner->state = here && give(context, *draw, *customer) ? PrizeState::given : PrizeState::not_given;
        if (winner->state == PrizeState::given)
            winner->told = tell_winner(context, policy, *draw, winner->customer);
        context.db.draws.update(*winner);
    });
    return found;
}

}  // namespace

std::int64_t tickets_of(RequestContext& context, const CustomerRecord& customer, const Draw& draw,
                        const Segment& segment) {
    if (!belongs(context, customer, segment)) return 0;
    return draw.bought ? context.db.draws.purchases(customer.id, *draw.bought) : 1;
}

WholeDraw whole_draw(Transaction& db, const Draw& draw) {
    WholeDraw whole{draw, shown_list(db, draw.id), {}};
    for (const auto& winner : db.draws.winners(draw.id)) whole.winners.push_back(shown_id(winner.customer));
    return whole;
}

bool run_draws(Service& service, const MessagePolicy& policy) {
    bool collecting = false;
    bool waiting = false;
    std::optional<Draw> listed;
    service.read([&](RequestContext& context) {
        auto& draws = context.db.draws;
        collecting = draws.first_in(DrawState::collecting).has_value();
        waiting = draws.has_waiting_winner();
        listed = draws.first_in(DrawState::listed);
    });
    if (listed) draw_winners(service, *listed);
    const bool added = collecting && list_slice(service);
    const bool given = waiting && give_one_prize(service, policy);
    return listed || added || given;
}

DrawJobs::DrawJobs(Service& service, MessagePolicy policy)
    : regular_("a draw", until_next_look, [&service, policy] { return run_draws(service, policy); }) {}

}  // namespace tillpoints::cloud
