#include <algorithm>

#include "tests/simulation/register_day.hpp"

/// One sale at the register, with everything people do in between.
namespace tillpoints::simulation {
namespace {

using till::PresentedBy;
using Kind = till::RequestedPoints::Kind;

std::string status_of(const Json& reply) {
    return *reply.find("status")->string();
}

bool flag_of(const Json& reply, std::string_view name) {
    const Json* value = reply.find(name);
    return value && dump(*value) == "true";
}

std::vector<till::FiscalLine> full_price(const std::vector<till::Position>& cart) {
    std::vector<till::FiscalLine> lines;
    for (const auto& position : cart)
        lines.push_back({position.id, position.price, position.quantity, position.sum, position.part});
    return lines;
}

}  // namespace

void RegisterDay::fill(Sale& sale) {
    const auto count = random_.between(1, 5);
    for (std::int64_t i = 0; i < count; ++i) {
        till::Position position;
        position.id = PositionId("p" + std::to_string(i));
        position.name = "goods";
        // Prices differ, so that a line is known by its content.
        position.price = Money(random_.between(100, 9'000) * 10 + i);
        position.quantity =
            Quantity{random_.chance(200) ? random_.between(100, 2'500) : 1000 * random_.between(1, 3)};
        position.sum = line_sum(position.price, position.quantity);
        position.excluded = random_.chance(100);
        if (random_.chance(60)) {
            // A third of a marked pack, told with its fraction or not.
            position.type = "MEDICINE_MARKED";
            position.quantity = Quantity{1000};
            position.part = Fraction{1, 3};
            position.sum = part_sum(position.price, *position.part);
            if (shop_.faults.strike(Fault::untold_line, 300)) position.part.reset();
        }
        sale.cart.push_back(std::move(position));
    }
}

void RegisterDay::sell() {
    Sale& sale = record_.sales.emplace_back();
    sale.id = fresh_sale();
    sale.till = index_;
    sale.rounds = random_.chance(200);
    sale.payment_event = random_.chance(700);
    fill(sale);
    finish(sale, &RegisterDay::serve);
}

void RegisterDay::finish_suspended() {
    const auto last = static_cast<std::int64_t>(suspended_.size()) - 1;
    const auto at = suspended_.begin() + static_cast<std::ptrdiff_t>(random_.between(0, last));
    Sale& sale = **at;
    suspended_.erase(at);
    finish(sale, &RegisterDay::pay_suspended);
}

void RegisterDay::finish(Sale& sale, Step (RegisterDay::*course)(Sale&)) {
    for (int tries = 0; tries < 4 && sale.end == Sale::End::open; ++tries) {
        const Step step = (this->*course)(sale);
        if (step == Step::suspended) return suspended_.push_back(&sale);
        if (step == Step::done) break;
        restart();
    }
    // Whatever the library does, the customer gets a receipt.
    if (sale.end == Sale::End::open) {
        print(sale, false);
        tell_closed(sale);
    }
}

RegisterDay::Step RegisterDay::open(Sale& sale) {
    till::ReceiptOpened opened;
    opened.receipt = sale.id;
    opened.register_serial = serial();
    opened.shift = "1";
    opened.cashier = {"cashier-" + std::to_string(index_ + 1), ""};
    opened.capabilities.payment_event = sale.payment_event;
    opened.lists = lists();
    return till_.say(opened) ? Step::done : Step::crashed;
}

RegisterDay::Step RegisterDay::serve(Sale& sale) {
    if (open(sale) == Step::crashed) return Step::crashed;
    till_.pass(random_.ms(500, 8'000));
    bool discounted = false;
    if (random_.chance(800)) {
        if (present(sale) == Step::crashed) return Step::crashed;
        if (random_.chance(40)) return Step::suspended;
        if (ask_discount(sale, discounted) == Step::crashed) return Step::crashed;
        if (random_.chance(80) && go_back(sale, discounted) == Step::crashed) return Step::crashed;
        if (shop_.faults.strike(Fault::customer_removed, 30) &&
            remove_customer(sale, discounted) == Step::crashed)
            return Step::crashed;
        // A cashier prints what was only offered.
        if (offered_for_ == &sale && shop_.faults.strike(Fault::offer_printed, 10)) discounted = true;
    }
    return end(sale, discounted);
}

/// The customer comes back with what was forgotten; meanwhile others were served.
RegisterDay::Step RegisterDay::pay_suspended(Sale& sale) {
    bool discounted = false;
    if (ask_discount(sale, discounted) == Step::crashed) return Step::crashed;
    return end(sale, discounted);
}

RegisterDay::Step RegisterDay::end(Sale& sale, bool discounted) {
    till_.pass(random_.ms(100, 5'000));
    if (!till_.power.on()) return Step::crashed;
    if (random_.chance(60)) {
        cancel(sale);
        return Step::done;
    }
    print(sale, discounted);
    tell_closed(sale);
    return Step::done;
}

RegisterDay::Step RegisterDay::present(Sale& sale) {
    till::CustomerPresented event;
    event.receipt = sale.id;
    const auto member = random_.between(0, shop_.config.offline.redemption.enabled ? 2 : 7);
    const auto how = random_.between(0, 9);
    // Where points are lent people know that a card or a phone is what it takes.
    const int codes = shop_.config.offline.redemption.enabled ? 2 : 5;
    event.by = how < codes ? PresentedBy::code : how < 6 ? PresentedBy::card : PresentedBy::phone;
    if (event.by == PresentedBy::code)
        event.value = shop_.cloud.new_code(static_cast<std::size_t>(member));
    else if (event.by == PresentedBy::card)
        event.value = ModelCloud::card_of(static_cast<std::size_t>(member));
    else
        event.value = "+7900000000" + std::to_string(how == 9 ? 9 : member);
    if (random_.chance(500)) event.positions = sale.cart;
    const auto reply = till_.say(event);
    sale.customer_sure = reply && status_of(*reply) != "not_stored";
    if (!reply) return Step::crashed;
    const std::string status = status_of(*reply);
    if (status == "error") return Step::done;  // a redemption stands: the customer is the one before
    sale.will_award = status == "customer" || flag_of(*reply, "will_award");
    return Step::done;
}

RegisterDay::Step RegisterDay::ask_discount(Sale& sale, bool& discounted) {
    till::DiscountRequested event;
    event.receipt = sale.id;
    event.positions = sale.cart;
    for (const auto& position : sale.cart) event.total += position.sum;
    const bool most = random_.chance(600);
    event.points = {most ? Kind::max : Kind::amount, Points(most ? 0 : random_.between(1, 200) * 100)};
    if (random_.chance(300)) event.points = {};
    event.commit = random_.chance(300) && !sale.rounds;
    const auto reply = till_.say(event);
    if (!reply) return Step::crashed;
    sale.cart_told |= status_of(*reply) == "granted" || status_of(*reply) == "refused";
    if (const Json* quote = reply->find("quote"); quote && flag_of(*quote, "confirmation_needed")) {
        if (confirm(sale, *quote) == Step::crashed) return Step::crashed;
        const auto committed = till_.say(event);
        if (!committed) return Step::crashed;
        return take_offer(sale, event.commit, *committed, discounted);
    }
    return take_offer(sale, event.commit, *reply, discounted);
}

RegisterDay::Step RegisterDay::take_offer(Sale& sale, bool commit, const Json& reply, bool& discounted) {
    if (status_of(reply) != "granted") return Step::done;
    Problems problems;
    offered_ = till::lines_from(*reply.find("positions"), "positions", problems);
    offered_for_ = &sale;
    if (const Json* extra = reply.find("extra")) sale.extra = *extra;
    if (flag_of(reply, "committed")) {
        discounted = true;
        if (flag_of(reply, "offline")) check_offline_redeemed(sale);
        return Step::done;
    }
    if (commit) return Step::done;
    till_.pass(random_.ms(100, 5'000));
    if (flag_of(reply, "confirmation_needed") && confirm(sale, reply) == Step::crashed) return Step::crashed;
    return pay(sale, reply, discounted);
}

RegisterDay::Step RegisterDay::confirm(Sale& sale, const Json& quote) {
    till::ConfirmationRequested event{sale.id, QuoteId(*quote.find("quote_id")->string()), "", false};
    const auto begun = till_.say(event);
    if (!begun) return Step::crashed;
    if (status_of(*begun) != "waiting" || random_.chance(100)) return Step::done;
    till_.pass(random_.ms(2'000, random_.chance(100) ? 300'000 : 60'000));
    if (!till_.power.on()) return Step::crashed;
    for (int tries = 0; tries < 3; ++tries) {
        event.value = random_.chance(800) ? shop_.cloud.last_secret() : "1";
        const auto answer = till_.say(event);
        if (!answer) return Step::crashed;
        if (status_of(*answer) == "confirmed") break;
    }
    return Step::done;
}

RegisterDay::Step RegisterDay::pay(Sale& sale, const Json& quote, bool& discounted) {
    till::PaymentStarted event;
    event.receipt = sale.id;
    event.quote = QuoteId(*quote.find("quote_id")->string());
    event.lines = offered_;
    for (const auto& line : offered_) event.total += line.sum;
    if (sale.rounds) event.total -= Money(event.total.count % 100);
    const auto reply = till_.say(event);
    if (!reply) return Step::crashed;
    const bool confirmed = status_of(*reply) == "confirmed";
    discounted = confirmed && offered_ != full_price(sale.cart);
    if (confirmed && flag_of(*reply, "offline")) check_offline_redeemed(sale);
    return Step::done;
}

RegisterDay::Step RegisterDay::go_back(Sale& sale, bool& discounted) {
    discounted = false;
    const auto reply = till_.say(till::PaymentAbandoned{sale.id});
    if (!reply) return Step::crashed;
    if (status_of(*reply) != "withdrawn" || random_.chance(500)) return Step::done;
    till_.pass(random_.ms(1'000, 120'000));
    if (!till_.power.on() || present(sale) == Step::crashed) return Step::crashed;
    return ask_discount(sale, discounted);
}

RegisterDay::Step RegisterDay::remove_customer(Sale& sale, bool& discounted) {
    const bool kept = random_.chance(500);
    sale.customer_sure = false;
    const auto reply = till_.say(till::CustomerRemoved{sale.id});
    if (!reply) return Step::crashed;
    discounted = kept && offered_for_ == &sale;
    return Step::done;
}

void RegisterDay::print(Sale& sale, bool discounted) {
    sale.lines = discounted ? offered_ : full_price(sale.cart);
    if (!discounted) sale.extra.reset();
    if (discounted && shop_.faults.strike(Fault::discount_dropped, 20))
        sale.lines = full_price(sale.cart);
    else if (discounted && shop_.faults.strike(Fault::discount_partly, 20))
        sale.lines[0] = full_price(sale.cart)[0];
    if (sale.rounds) sale.rounding = Money(sale.total().count % 100);
    const bool plain =
        std::none_of(sale.cart.begin(), sale.cart.end(), [](const auto& it) { return it.excluded; });
    if (plain && random_.chance(100))
        for (auto& line : sale.lines) line.id = PositionId("merged-" + line.id.text);
    sale.returned.assign(sale.lines.size(), Quantity{});
    sale.closed_at = till_.time();
    sale.ended_at = shop_.time.now();
    sale.end = Sale::End::closed;
    if (shop_.timeline.kept())
        shop_.timeline.say("printed " + sale.id.text + " total " + to_text(sale.total()) + " discount " +
                           to_text(sale.discount()));
}

void RegisterDay::tell_closed(Sale& sale) {
    if (shop_.faults.strike(Fault::close_lost, 30)) return;
    const auto reply = till_.say(till::ReceiptClosed{closed(sale)});
    if (!reply) return restart();
    const std::string status = status_of(*reply);
    sale.stored = status == "stored" || status == "confirmed";
}

void RegisterDay::cancel(Sale& sale) {
    sale.end = Sale::End::cancelled;
    sale.ended_at = shop_.time.now();
    if (!till_.say(till::ReceiptCancelled{sale.id, "the customer left"})) restart();
}

}  // namespace tillpoints::simulation
