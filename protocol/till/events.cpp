#include "protocol/till/events.hpp"

#include <algorithm>
#include <array>

#include "protocol/till/lines.hpp"

namespace tillpoints::till {
namespace {

Event read_register_started(Reader& in) {
    auto about = in.object("register");
    return RegisterStarted{printable_text(about, "serial", 64), lists_of(in)};
}

ReceiptKind kind_of(Reader& in) {
    switch (in.one_of("kind", {"sale", "return", "correction", "buy", "buy_return", "exchange"})) {
        case 0:
            return ReceiptKind::sale;
        case 1:
            return ReceiptKind::sale_return;
        default:
            return ReceiptKind::other;
    }
}

Event read_receipt_opened(Reader& in) {
    ReceiptOpened event;
    event.receipt = in.receipt_id("receipt_id");
    event.kind = kind_of(in);
    event.register_serial = maybe_printable_text(in, "register", 64);
    event.shift = maybe_printable_text(in, "shift", 64);
    if (auto cashier = in.maybe_object("cashier"))
        event.cashier = {maybe_printable_text(*cashier, "id", 64),
                         maybe_printable_text(*cashier, "name", 128)};
    if (auto capabilities = in.maybe_object("capabilities"))
        event.capabilities = capabilities_of(*capabilities);
    event.lists = lists_of(in);
    return event;
}

/// Who a customer is must not travel in an error, so this reads without showing what was found.
std::string secret_of(Reader& in, std::string_view key) {
    const Json* value = in.raw(key);
    if (!value) return in.fail(key, Errc::missing_field, "this field"), "";
    const auto* text = value->string();
    if (!text) return in.fail(key, Errc::wrong_type, "a string"), "";
    const bool printable =
        std::none_of(text->begin(), text->end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; });
    if (!text->empty() && text->size() <= 256 && printable) return *text;
    return in.fail(key, Errc::invalid_value, "1 to 256 bytes of printable characters"), "";
}

Event read_customer_presented(Reader& in) {
    CustomerPresented event;
    event.receipt = in.receipt_id("receipt_id");
    event.by = static_cast<PresentedBy>(in.one_of("by", {"code", "phone", "card", "certificate"}));
    event.value = secret_of(in, "value");
    if (in.has("positions")) event.positions = positions_of(in);
    return event;
}

Event read_customer_removed(Reader& in) {
    return CustomerRemoved{in.receipt_id("receipt_id")};
}

RequestedPoints requested_points_of(Reader& in) {
    using Kind = RequestedPoints::Kind;
    const Json* value = in.raw("points");
    if (!value) return {};
    if (value->number()) return {Kind::amount, Points(in.integer("points", 0, max_money.count))};
    const auto* word = value->string();
    if (word && *word == "max") return {Kind::max, Points()};
    if (!word || *word != "none")
        in.fail("points", word ? Errc::invalid_value : Errc::wrong_type,
                "hundredths of a point, \"max\" or \"none\"",
                word ? "another word" : std::string(value->type_name()));
    return {};
}

Event read_discount_requested(Reader& in) {
    DiscountRequested event;
    event.receipt = in.receipt_id("receipt_id");
    event.positions = positions_of(in);
    event.total = in.minor("total");
    event.points = requested_points_of(in);
    event.commit = in.flag("commit", false);
    if (in.problems().empty()) check_total(in, event.positions, event.total, TotalRule::exact);
    return event;
}

Event read_payment_started(Reader& in) {
    PaymentStarted event;
    event.receipt = in.receipt_id("receipt_id");
    event.lines = fiscal_lines_of(in);
    event.total = in.minor("total");
    event.quote = QuoteId(maybe_printable_text(in, "quote_id", 64));
    if (in.problems().empty()) check_total(in, event.lines, event.total, TotalRule::rounded_down);
    return event;
}

Event read_payment_abandoned(Reader& in) {
    return PaymentAbandoned{in.receipt_id("receipt_id")};
}

Event read_print_requested(Reader& in) {
    PrintRequested event;
    event.receipt = in.receipt_id("receipt_id");
    event.width = static_cast<int>(in.maybe_integer("width", 24, 64).value_or(event.width));
    return event;
}

Event read_receipt_closed(Reader& in) {
    return ReceiptClosed{closed_receipt_of(in)};
}

Event read_receipt_cancelled(Reader& in) {
    ReceiptCancelled event;
    event.receipt = in.receipt_id("receipt_id");
    event.reason = maybe_printable_text(in, "reason", 256);
    return event;
}

void read_original(Reader& in, ReturnClosed& event) {
    auto original = in.maybe_object("original");
    if (!original) return;
    if (const Json* extra = original->raw("extra")) {
        if (extra->members())
            event.extra = *extra;
        else
            original->fail("extra", Errc::wrong_type, "an object", std::string(extra->type_name()));
    }
    if (original->has("receipt_id") || !event.extra) event.original = original->receipt_id("receipt_id");
}

Event read_return_closed(Reader& in) {
    ReturnClosed event;
    event.receipt = in.receipt_id("receipt_id");
    read_original(in, event);
    event.lines = returned_lines_of(in);
    event.total = in.minor("total");
    event.fiscal = fiscal_mark_of(in);
    event.closed_at = in.time("closed_at");
    event.shift = maybe_printable_text(in, "shift", 64);
    if (in.problems().empty()) check_total(in, event.lines, event.total, TotalRule::rounded_down);
    return event;
}

Event read_shift_closed(Reader& in) {
    return ShiftClosed{maybe_printable_text(in, "shift", 64), lists_of(in)};
}

struct Known {
    std::string_view name;
    Event (*read)(Reader&);
};

/// In the order of the variant `Event`, so that an index is also a name.
constexpr std::array<Known, std::variant_size_v<Event>> known{{
    {"register_started", read_register_started},
    {"receipt_opened", read_receipt_opened},
    {"customer_presented", read_customer_presented},
    {"customer_removed", read_customer_removed},
    {"discount_requested", read_discount_requested},
    {"payment_started", read_payment_started},
    {"payment_abandoned", read_payment_abandoned},
    {"print_requested", read_print_requested},
    {"receipt_closed", read_receipt_closed},
    {"receipt_cancelled", read_receipt_cancelled},
    {"return_closed", read_return_closed},
    {"shift_closed", read_shift_closed},
}};

struct ReceiptOf {
    const ReceiptId* operator()(const RegisterStarted&) const { return nullptr; }
    const ReceiptId* operator()(const ShiftClosed&) const { return nullptr; }
    const ReceiptId* operator()(const ReceiptClosed& event) const { return &event.closed.receipt; }
    const ReceiptId* operator()(const auto& event) const { return &event.receipt; }
};

}  // namespace

Result<Event> event_from(const Json& json) {
    Problems problems;
    Reader in(json, "", problems);
    const std::int64_t version = in.integer("v", 0, 1'000'000);
    if (problems.empty() && version != 1) in.fail("v", Errc::invalid_value, "1", std::to_string(version));
    const std::string name = in.text("event", 64);
    if (!problems.empty()) return problems.front();
    for (const auto& [known_name, read] : known) {
        if (known_name != name) continue;
        Event event = read(in);
        if (!problems.empty()) return problems.front();
        return event;
    }
    return Problem{Errc::unsupported, "event", "an event this version knows", "another name"};
}

const ReceiptId* receipt_of(const Event& event) {
    return std::visit(ReceiptOf{}, event);
}

std::string_view name_of(const Event& event) {
    return known[event.index()].name;
}

}  // namespace tillpoints::till
