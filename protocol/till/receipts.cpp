#include "protocol/till/lines.hpp"

namespace tillpoints::till {
namespace {

constexpr std::size_t max_receipts = 10'000;
constexpr std::size_t max_payments = 100;

std::vector<Payment> payments_of(Reader& in) {
    std::vector<Payment> payments;
    if (in.has("payments"))
        in.each("payments", max_payments, [&](Reader each) {
            Payment payment;
            payment.type = printable_text(each, "type", 64);
            payment.sum = each.minor("sum");
            payments.push_back(std::move(payment));
        });
    return payments;
}

void read_open(Reader& in, RegisterLists& lists) {
    if (!in.has("open")) return;
    in.each_value("open", max_receipts, [&](const Json& id, std::string path) {
        const auto* text = id.string();
        if (text && is_receipt_id(*text))
            lists.open.emplace_back(*text);
        else
            lists.odd.push_back(
                {ReceiptId(),
                 {text ? Errc::invalid_value : Errc::wrong_type, std::move(path),
                  "1 to 64 of A-Z a-z 0-9 _ . : -",
                  text ? std::to_string(text->size()) + " bytes" : std::string(id.type_name())}});
    });
}

void read_closed(Reader& in, RegisterLists& lists) {
    if (!in.has("closed")) return;
    in.each_value("closed", max_receipts, [&](const Json& receipt, std::string path) {
        Problems problems;
        Reader each(receipt, std::move(path), problems);
        auto closed = closed_receipt_of(each);
        if (problems.empty())
            lists.closed.push_back(std::move(closed));
        else
            lists.odd.push_back({receipt_in(receipt), problems.front()});
    });
}

}  // namespace

ReceiptId receipt_in(const Json& json) {
    const Json* id = json.find("receipt_id");
    const auto* text = id ? id->string() : nullptr;
    return text && is_receipt_id(*text) ? ReceiptId(*text) : ReceiptId();
}

FiscalMark fiscal_mark_of(Reader& in) {
    FiscalMark mark;
    if (auto fiscal = in.maybe_object("fiscal")) {
        mark.drive = maybe_printable_text(*fiscal, "drive", 64);
        mark.document = maybe_printable_text(*fiscal, "document", 64);
        mark.sign = maybe_printable_text(*fiscal, "sign", 64);
        mark.number = maybe_printable_text(*fiscal, "number", 64);
    }
    return mark;
}

ClosedReceipt closed_receipt_of(Reader& in) {
    ClosedReceipt closed;
    const std::size_t before = in.problems().size();
    closed.receipt = in.receipt_id("receipt_id");
    closed.lines = fiscal_lines_of(in);
    closed.fiscal = fiscal_mark_of(in);
    closed.payments = payments_of(in);
    closed.total = in.minor("total");
    closed.closed_at = in.time("closed_at");
    if (in.problems().size() == before) check_total(in, closed.lines, closed.total, TotalRule::rounded_down);
    return closed;
}

RegisterLists lists_of(Reader& in) {
    RegisterLists lists;
    read_open(in, lists);
    read_closed(in, lists);
    lists.complete_since = in.maybe_time("complete_since");
    return lists;
}

Capabilities capabilities_of(Reader& in) {
    Capabilities out;
    out.payment_event = in.flag("payment_event", out.payment_event);
    out.split = static_cast<Split>(in.maybe_one_of("split", {"none", "pieces", "any"}).value_or(0));
    out.tender = in.flag("tender", out.tender);
    out.prompt = in.flag("prompt", out.prompt);
    return out;
}

ClosedReceipt closed_receipt_from(const Json& json, const std::string& path, Problems& problems) {
    Reader in(json, path, problems);
    return closed_receipt_of(in);
}

Capabilities capabilities_from(const Json& json, const std::string& path, Problems& problems) {
    Reader in(json, path, problems);
    return capabilities_of(in);
}

}  // namespace tillpoints::till
