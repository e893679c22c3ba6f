#include "protocol/till/events.hpp"

#include <algorithm>
#include <tuple>

#include "protocol/till/lines.hpp"

namespace tillpoints::till {
namespace {

RegisterStarted read_register_started(Reader& in) {
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

ReceiptOpened read_receipt_opened(Reader& in) {
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

/// A customer's identity or secret must not stand in an error, so the problem does not say what was found.
std::string maybe_secret(Reader& in, std::string_view key) {
    const Json* value = in.raw(key);
    if (!value || value->is_null()) return "";
    const auto* text = value->string();
    if (!text) return in.fail(key, Errc::wrong_type, "a string"), "";
    const bool printable =
        std::none_of(text->begin(), text->end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
    if (!text->empty() && text->size() <= 256 && printable) return *text;
    return in.fail(key, Errc::invalid_value, "1 to 256 bytes of printable characters"), "";
}

std::string secret_of(Reader& in, std::string_view key) {
    if (!in.has(key)) in.fail(key, Errc::missing_field, "this field");
    return maybe_secret(in, key);
}

CustomerPresented read_customer_presented(Reader& in) {
    CustomerPresented event;
    event.receipt = in.receipt_id("receipt_id");
    event.by = static_cast<PresentedBy>(in.one_of("by", {"code", "phone", "card", "certificate"}));
    event.value = secret_of(in, "value");
    if (in.has("positions")) event.positions = positions_of(in);
    return event;
}

CustomerRemoved read_customer_removed(Reader& in) {
    return CustomerRemoved{in.receipt_id("receipt_id")};
}

RequestedPoints requested_points_of(Reader& in) {
    using Kind = RequestedPoints::Kind;
    const Json* value = in.raw("points");
    if (!value) return {};
    if (value->number())
        return {Kind::amount, Points(in.maybe_digits("points", 0, max_money.count).value_or(0))};
    const auto* word = value->string();
    if (word && *word == "max") return {Kind::max, Points()};
    if (!word || *word != "none")
        in.fail("points", word ? Errc::invalid_value : Errc::wrong_type,
                "hundredths of a point, \"max\" or \"none\"",
                word ? "another word" : std::string(value->type_name()));
    return {};
}

DiscountRequested read_discount_requested(Reader& in) {
    DiscountRequested event;
    event.receipt = in.receipt_id("receipt_id");
    event.positions = positions_of(in);
    event.total = in.minor("total");
    event.points = requested_points_of(in);
    event.commit = in.flag("commit", false);
    if (in.problems().empty()) check_total(in, event.positions, event.total, TotalRule::exact);
    return event;
}

ConfirmationRequested read_confirmation_requested(Reader& in) {
    ConfirmationRequested event;
    event.receipt = in.receipt_id("receipt_id");
    event.quote = QuoteId(printable_text(in, "quote_id", 64));
    event.value = maybe_secret(in, "value");
    event.send_code = in.flag("send_code", false);
    return event;
}

PaymentStarted read_payment_started(Reader& in) {
    PaymentStarted event;
    event.receipt = in.receipt_id("receipt_id");
    event.lines = fiscal_lines_of(in);
    event.total = in.minor("total");
    event.quote = QuoteId(maybe_printable_text(in, "quote_id", 64));
    if (in.problems().empty()) check_total(in, event.lines, event.total, TotalRule::rounded_down);
    return event;
}

PaymentAbandoned read_payment_abandoned(Reader& in) {
    return PaymentAbandoned{in.receipt_id("receipt_id")};
}

PrintRequested read_print_requested(Reader& in) {
    PrintRequested event;
    event.receipt = in.receipt_id("receipt_id");
    event.width = static_cast<int>(in.maybe_integer("width", 24, 64).value_or(event.width));
    return event;
}

ReceiptClosed read_receipt_closed(Reader& in) {
    return ReceiptClosed{closed_receipt_of(in)};
}

ReceiptCancelled read_receipt_cancelled(Reader& in) {
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

ReturnClosed read_return_closed(Reader& in) {
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

ShiftClosed read_shift_closed(Reader& in) {
    return ShiftClosed{maybe_printable_text(in, "shift", 64), lists_of(in)};
}

/// How one kind of event is called and read.
template <class Kind>
struct Entry {
    using Event = Kind;
    std::string_view name;
    Kind (*read)(Reader&);
};

/// Every kind of the variant once, in any order: `entry_of` does not compile for a kind that is missing here.
constexpr std::tuple entries{
    Entry<RegisterStarted>{"register_started", read_register_started},
    Entry<ReceiptOpened>{"receipt_opened", read_receipt_opened},
    Entry<CustomerPresented>{"customer_presented", read_customer_presented},
    Entry<CustomerRemoved>{"customer_removed", read_customer_removed},
    Entry<DiscountRequested>{"discount_requested", read_discount_requested},
    Entry<ConfirmationRequested>{"confirmation_requested", read_confirmation_requested},
    Entry<PaymentStarted>{"payment_started", read_payment_started},
    Entry<PaymentAbandoned>{"payment_abandoned", read_payment_abandoned},
    Entry<PrintRequested>{"print_requested", read_print_requested},
    Entry<ReceiptClosed>{"receipt_closed", read_receipt_closed},
    Entry<ReceiptCancelled>{"receipt_cancelled", read_receipt_cancelled},
    Entry<ReturnClosed>{"return_closed", read_return_closed},
    Entry<ShiftClosed>{"shift_closed", read_shift_closed},
};
static_assert(std::tuple_size_v<decltype(entries)> == std::variant_size_v<Event>);

template <class Kind>
constexpr const Entry<Kind>& entry_of() {
    return std::get<Entry<Kind>>(entries);
}

/// Reads the kind of event that is called `name`; nothing if no kind is.
std::optional<Event> read_named(std::string_view name, Reader& in) {
    std::optional<Event> event;
    const auto try_one = [&](const auto& entry) {
        if (entry.name == name) event = entry.read(in);
    };
    std::apply([&](const auto&... entry) { (try_one(entry), ...); }, entries);
    return event;
}

/// One line a kind: an event that is added does not compile before it says which receipt it belongs to.
struct ReceiptOf {
    const ReceiptId* operator()(const ReceiptOpened& event) const { return &event.receipt; }
    const ReceiptId* operator()(const CustomerPresented& event) const { return &event.receipt; }
    const ReceiptId* operator()(const CustomerRemoved& event) const { return &event.receipt; }
    const ReceiptId* operator()(const DiscountRequested& event) const { return &event.receipt; }
    const ReceiptId* operator()(const ConfirmationRequested& event) const { return &event.receipt; }
    const ReceiptId* operator()(const PaymentStarted& event) const { return &event.receipt; }
    const ReceiptId* operator()(const PaymentAbandoned& event) const { return &event.receipt; }
    const ReceiptId* operator()(const PrintRequested& event) const { return &event.receipt; }
    const ReceiptId* operator()(const ReceiptClosed& event) const { return &event.closed.receipt; }
    const ReceiptId* operator()(const ReceiptCancelled& event) const { return &event.receipt; }
    const ReceiptId* operator()(const ReturnClosed& event) const { return &event.receipt; }
    template <class Kind>
    requires is_shop_event<Kind>
    const ReceiptId* operator()(const Kind&) const { return nullptr; }
};

}  // namespace

Result<Event> event_from(const Json& json) {
    Problems problems;
    Reader in(json, "", problems);
    const std::int64_t version = in.integer("v", 0, 1'000'000);
    if (problems.empty() && version != 1) in.fail("v", Errc::invalid_value, "1", std::to_string(version));
    const std::string name = in.text("event", 64);
    if (!problems.empty()) return problems.front();
    auto event = read_named(name, in);
    if (!event) return Problem{Errc::unsupported, "event", "an event this version knows", "another name"};
    if (!problems.empty()) return problems.front();
    return std::move(*event);
}

const ReceiptId* receipt_of(const Event& event) {
    return std::visit(ReceiptOf{}, event);
}

std::string_view name_of(const Event& event) {
    return std::visit([]<class Kind>(const Kind&) { return entry_of<Kind>().name; }, event);
}

std::string_view name_of(ReceiptKind kind) {
    switch (kind) {
        case ReceiptKind::sale:
            return "sale";
        case ReceiptKind::sale_return:
            return "return";
        default:
            return "other";
    }
}

}  // namespace tillpoints::till
