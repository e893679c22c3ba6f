#include "plugin/session/parts.hpp"
#include "protocol/overloaded.hpp"

namespace tillpoints::session {
namespace {

Step refuse(Session session, Errc code, std::string expected, std::string found) {
    Json json = error(session, code, "event", std::move(expected), std::move(found));
    return answered(std::move(session), std::move(json));
}

/// Events a finished receipt still answers.
bool fits_finished(const till::Event& event) {
    return std::holds_alternative<till::ReceiptOpened>(event) ||
           std::holds_alternative<till::ReceiptClosed>(event) ||
           std::holds_alternative<till::ReceiptCancelled>(event) ||
           std::holds_alternative<till::PrintRequested>(event);
}

Step on_event(Session session, const till::Event& event, const Surroundings& around) {
    session.event = till::name_of(event);
    // What an event before this one still waited for is answered no more.
    session.waiting = Waiting::nothing;
    session.discount_request.reset();
    session.presenting.reset();
    if (session.phase != Phase::open && !fits_finished(event))
        return refuse(std::move(session), Errc::receipt_finished, "an open receipt",
                      session.phase == Phase::closed ? "a closed one" : "a cancelled one");
    return std::visit(
        Overloaded{
            [&](const till::ReceiptOpened&) { return answered(session, reply("receipt_opened", "ok")); },
            [&](const till::CustomerPresented& it) { return present(std::move(session), it, around); },
            [&](const till::CustomerRemoved&) { return remove_customer(std::move(session)); },
            [&](const till::DiscountRequested& it) {
                return request_discount(std::move(session), it, around);
            },
            [&](const till::PaymentStarted& it) { return start_payment(std::move(session), it, around); },
            [&](const till::PaymentAbandoned&) { return abandon(std::move(session), around); },
            [&](const till::PrintRequested& it) { return print(std::move(session), it, around); },
            [&](const till::ReceiptClosed& it) { return close(std::move(session), it, around); },
            [&](const till::ReceiptCancelled& it) { return cancel(std::move(session), it); },
            [&](const auto&) {
                return refuse(std::move(session), Errc::out_of_order, "an event of a sale", "another");
            },
        },
        event);
}

Step on_answer(Session session, const Result<loyalty::Answer>& answer, const Surroundings& around) {
    switch (session.waiting) {
        case Waiting::find:
            return presented(std::move(session), answer, around);
        case Waiting::limit:
            return limit_known(std::move(session), answer, around);
        case Waiting::requote:
            return requoted(std::move(session), answer, around);
        default:
            return {std::move(session), {}};
    }
}

Step on_deadline(Session session, const Surroundings& around) {
    if (session.waiting == Waiting::redemption && session.redemption) {
        const FactNews late{session.redemption->fact, FactNews::Kind::unclear, Errc::timed_out};
        return redemption_news(std::move(session), late, around);
    }
    return on_answer(std::move(session), Problem{Errc::timed_out, "", "", ""}, around);
}

}  // namespace

Session opened(const till::ReceiptOpened& event, Timestamp now, std::optional<Timestamp> cloud_now) {
    Session session;
    session.receipt = event.receipt;
    session.kind = event.kind;
    session.register_serial = event.register_serial;
    session.shift = event.shift;
    session.cashier = event.cashier;
    session.capabilities = event.capabilities;
    session.opened_at = now;
    session.opened_by_cloud = cloud_now;
    return session;
}

Step next(Session session, const Input& input, const Surroundings& around) {
    return std::visit(
        Overloaded{
            [&](const till::Event& event) { return on_event(std::move(session), event, around); },
            [&](const Answered& it) { return on_answer(std::move(session), it.answer, around); },
            [&](const FactNews& news) { return redemption_news(std::move(session), news, around); },
            [&](const DeadlineReached&) { return on_deadline(std::move(session), around); },
        },
        input);
}

}  // namespace tillpoints::session
