#include "plugin/session/parts.hpp"
#include "protocol/overloaded.hpp"

/// The one entry of the reducer. Every event and every input has a case of its own in each visit, so a new
/// one does not compile until it is handled here.
namespace tillpoints::session {
namespace {

Step refuse(Session session, Errc code, std::string expected, std::string found) {
    Json json = error(session, code, "event", std::move(expected), std::move(found));
    return answered(std::move(session), std::move(json));
}

/// The event does not belong to the receipt of a sale.
Step refuse_misplaced(Session session) {
    return refuse(std::move(session), Errc::out_of_order, "an event of a sale", "another");
}

/// Whether a receipt that is over still answers the event.
bool fits_finished(const till::Event& event) {
    return std::visit(Overloaded{
                          [](const till::ReceiptOpened&) { return true; },
                          [](const till::ReceiptClosed&) { return true; },
                          [](const till::ReceiptCancelled&) { return true; },
                          [](const till::PrintRequested&) { return true; },
                          [](const till::CustomerPresented&) { return false; },
                          [](const till::CustomerRemoved&) { return false; },
                          [](const till::DiscountRequested&) { return false; },
                          [](const till::ConfirmationRequested&) { return false; },
                          [](const till::PaymentStarted&) { return false; },
                          [](const till::PaymentAbandoned&) { return false; },
                          [](const till::RegisterStarted&) { return false; },
                          [](const till::ReturnClosed&) { return false; },
                          [](const till::ShiftClosed&) { return false; },
                      },
                      event);
}

Step on_event(Session session, const till::Event& event, const StepContext& context) {
    session.event = till::name_of(event);
    // The answer to an earlier event's question is ignored from now on.
    session.waiting = PendingQuestion::nothing;
    session.discount_request.reset();
    session.print_request.reset();
    session.presenting.reset();
    if (session.phase != Phase::open && !fits_finished(event)) {
        const auto* found = session.phase == Phase::closed ? "a closed one" : "a cancelled one";
        return refuse(std::move(session), Errc::receipt_finished, "an open receipt", found);
    }
    return std::visit(
        Overloaded{
            [&](const till::ReceiptOpened&) { return answered(session, reply("receipt_opened", "ok")); },
            [&](const till::CustomerPresented& it) { return present(std::move(session), it, context); },
            [&](const till::CustomerRemoved&) { return remove_customer(std::move(session)); },
            [&](const till::DiscountRequested& it) {
                return request_discount(std::move(session), it, context);
            },
            [&](const till::ConfirmationRequested& it) {
                return request_confirmation(std::move(session), it, context);
            },
            [&](const till::PaymentStarted& it) { return start_payment(std::move(session), it, context); },
            [&](const till::PaymentAbandoned&) { return abandon(std::move(session), context); },
            [&](const till::PrintRequested& it) { return print(std::move(session), it, context); },
            [&](const till::ReceiptClosed& it) { return close(std::move(session), it, context); },
            [&](const till::ReceiptCancelled& it) { return cancel(std::move(session), it); },
            // These concern the register or a return, and the dispatcher takes them before a session does.
            [&](const till::RegisterStarted&) { return refuse_misplaced(std::move(session)); },
            [&](const till::ReturnClosed&) { return refuse_misplaced(std::move(session)); },
            [&](const till::ShiftClosed&) { return refuse_misplaced(std::move(session)); },
        },
        event);
}

Step on_answer(Session session, const Result<loyalty::Answer>& answer, const StepContext& context) {
    switch (session.waiting) {
        case PendingQuestion::find:
            return presented(std::move(session), answer, context);
        case PendingQuestion::limit:
            return limit_known(std::move(session), answer, context);
        case PendingQuestion::requote:
            return requoted(std::move(session), answer, context);
        case PendingQuestion::confirmation:
            return confirmation_answered(std::move(session), answer, context);
        case PendingQuestion::voucher:
            return print_with_answer(std::move(session), answer, context);
        case PendingQuestion::redemption:  // waits for its entry, not for an answer
            break;
        case PendingQuestion::nothing:  // no event waits for a voucher that was asked for early
            take_voucher(session, answer);
            break;
    }
    return {std::move(session), {}};
}

Step on_deadline(Session session, const StepContext& context) {
    if (session.waiting == PendingQuestion::redemption && session.redemption) {
        const EntryUpdate late{session.redemption->entry, EntryUpdate::Kind::unclear, Errc::timed_out};
        return redemption_outcome(std::move(session), late, context);
    }
    if (session.waiting == PendingQuestion::nothing) return {std::move(session), {}};
    return on_answer(std::move(session), Problem{Errc::timed_out, "", "", ""}, context);
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

Step next(Session session, const Input& input, const StepContext& context) {
    return std::visit(
        Overloaded{
            [&](const till::Event& event) { return on_event(std::move(session), event, context); },
            [&](const Answered& it) { return on_answer(std::move(session), it.answer, context); },
            [&](const EntryUpdate& it) { return redemption_outcome(std::move(session), it, context); },
            [&](const DeadlineReached&) { return on_deadline(std::move(session), context); },
        },
        input);
}

}  // namespace tillpoints::session
