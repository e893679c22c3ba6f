#include "cloud/messages/message_jobs.hpp"

#include "cloud/api/shop_name.hpp"
#include "cloud/messages/claim_messages.hpp"
#include "cloud/messages/queue_message.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::chrono::seconds between_looks{2};
constexpr int looks_for_orders = 3;
constexpr std::chrono::days session_life{180};
constexpr int slice = 100;
constexpr auto ratings_mark = "ratings";

std::string money_text(const RequestContext& context, Money sum) {
    return format_decimal(sum.count, 2) + " " + context.programme.currency;
}

/// Whether customers are asked must not depend on which transaction was committed first: a purchase is
/// committed long before it is old enough.
void ask_for_some(RequestContext& context, const MessagePolicy& policy, bool& more) {
    const auto until = context.now - rating_delay;
    const auto mark = context.db.messages.mark(ratings_mark);
    if (!mark) return context.db.messages.set_mark(ratings_mark, until);
    const auto purchases = context.db.messages.purchases_to_rate(*mark, until, slice);
    if (purchases.empty()) return;
    more = purchases.size() == static_cast<std::size_t>(slice);
    for (const auto& one : purchases) {
        const auto operation = context.db.operations.find(one.purchase);
        queue_message(context, policy, one.customer,
                      {"rate/" + std::to_string(one.purchase.value),
                       MessagePurpose::service,
                       "rate",
                       {{"shop", shop_name(context)},
                        {"total", money_text(context, operation->total)},
                        {"operation", std::to_string(one.purchase.value)}},
                       std::chrono::days(7)});
    }
    // A purchase of the next slice may have been made at the same moment as the last one of this; those that
    // are asked twice get one message by its reference.
    auto upto = more ? purchases.back().created - std::chrono::milliseconds(1) : until;
    if (upto <= *mark) upto = purchases.back().created;
    if (upto > *mark) context.db.messages.set_mark(ratings_mark, upto);
}

}  // namespace

bool ask_for_ratings(Service& service, const MessagePolicy& policy) {
    bool wanted = false;
    service.read([&](RequestContext& context) {
        const auto mark = context.db.messages.mark(ratings_mark);
        const auto until = context.now - rating_delay;
        wanted = !mark || !context.db.messages.purchases_to_rate(*mark, until, 1).empty();
    });
    bool more = false;
    if (wanted)
        service.transact([&](RequestContext& context) {
            more = false;
            ask_for_some(context, policy, more);
        });
    return more;
}

MessageJobs::MessageJobs(Service& service, MessagePolicy policy)
    : service_(service), policy_(policy), regular_("the work for messages", between_looks, [this] {
          work();
          return false;
      }) {}

void MessageJobs::work() {
    ask_for_ratings(service_, policy_);
    if (looks_++ % looks_for_orders == 0) order_news_.tell(service_, policy_);
    if (!policy_.push) drop_late_messages(service_, Channel::push);
    if (!policy_.hook) drop_late_messages(service_, Channel::hook);
    forget_codes_in_cards(service_);
    service_.transact([](RequestContext& context) {
        context.db.cards.forget_codes(context.now - std::chrono::hours(1));
        context.db.cards.forget_sessions(context.now - session_life);
    });
}

}  // namespace tillpoints::cloud
