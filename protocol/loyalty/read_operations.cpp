#include <algorithm>

#include "protocol/loyalty/read_values.hpp"
#include "protocol/loyalty/read_words.hpp"
#include "protocol/loyalty/words.hpp"

namespace tillpoints::loyalty {
namespace {

std::optional<Named> read_named(std::optional<Reader> in) {
    if (!in) return {};
    return Named{in->maybe_integer("id", 0, max_id).value_or(0), name_in(*in, "displayName")};
}

std::optional<OperationCustomer> read_operation_customer(std::optional<Reader> in) {
    if (!in) return {};
    OperationCustomer customer;
    if (const auto id = in->maybe_integer("id", 0, max_id)) customer.id = ParticipantId{*id};
    customer.display_name = name_in(*in, "displayName");
    if (const auto uid = in->maybe_text("uid")) customer.uid = CustomerUid(*uid);
    if (auto tier = in->maybe_object("membershipTier")) customer.tier = read_tier(*tier);
    return customer;
}

/// A number that a cloud writes without quotes is the same number.
std::optional<std::string> receipt_number_in(Reader& in) {
    const Json* value = in.raw("receiptNumber");
    if (value && value->number()) return value->number()->digits;
    return in.maybe_text("receiptNumber", 1024);
}

std::optional<OperationId> origin_in(Reader& in) {
    auto origin = in.maybe_object("origin");
    return origin ? std::optional(OperationId{origin->integer("id", 0, max_id)}) : std::nullopt;
}

/// All but the state.
Operation read_stateless(Reader& in) {
    Operation operation;
    operation.id = {in.integer("id", 0, max_id)};
    operation.created = in.time("dateCreated");
    operation.points = in.points("points");
    operation.receipt_number = receipt_number_in(in);
    operation.origin = origin_in(in);
    operation.total = in.major("total");
    operation.cash = in.major("cash");
    Problems ignored;
    Reader shown = in.tolerant(ignored);
    operation.customer = read_operation_customer(shown.maybe_object("customer"));
    operation.cashier = read_named(shown.maybe_object("cashier"));
    operation.branch = read_named(shown.maybe_object("branch"));
    operation.certificate_points = shown.maybe_points("certificatePoints");
    return operation;
}

UnreadRow read_unread(const Json& row, const Problem& problem) {
    UnreadRow out;
    Problems problems;
    Reader in(row, "", problems);
    if (problems.empty()) {
        if (const auto id = in.maybe_integer("id", 0, max_id)) out.id = OperationId{*id};
        problems.clear();
        const auto number = receipt_number_in(in);
        if (problems.empty()) out.receipt_number = number.value_or("");
        problems.clear();
        const auto origin = origin_in(in);
        out.origin_readable = problems.empty();
        if (out.origin_readable) out.origin = origin;
    }
    out.why = problem.where + ": expected " + problem.expected;
    return out;
}

}  // namespace

Operation read_operation(Reader in) {
    Operation operation = read_stateless(in);
    operation.state = word<OperationState>(in, "state", state_words);
    return operation;
}

Operation read_own_operation(Reader in) {
    Operation operation = read_stateless(in);
    Problems unknown;
    Reader words = in.tolerant(unknown);
    const auto state = maybe_word<OperationState>(words, "state", state_words);
    operation.state = state.value_or(operation.origin ? OperationState::reversal : OperationState::normal);
    return operation;
}

OperationPage read_operations(Reader in) {
    OperationPage page;
    in.each_value("rows", 1000, [&](const Json& row, std::string path) {
        Problems problems;
        auto operation = read_operation(Reader(row, std::move(path), problems));
        if (problems.empty())
            page.rows.push_back(std::move(operation));
        else
            page.unread.push_back(read_unread(row, problems.front()));
    });
    // The JSON of another service may have rows too, but no ids of operations.
    const bool any_id = !page.rows.empty() || std::any_of(page.unread.begin(), page.unread.end(),
                                                          [](const UnreadRow& row) { return row.id; });
    if (!page.unread.empty() && !any_id) in.fail("rows", Errc::wrong_type, "operations", "none");
    page.cursor = in.maybe_text("cursor", 4096);
    return page;
}

}  // namespace tillpoints::loyalty
