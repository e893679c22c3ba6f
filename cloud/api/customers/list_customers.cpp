#include "cloud/api/customers/show_customer.hpp"
#include "cloud/api/due/apply_due_events.hpp"
#include "cloud/api/refusals.hpp"

namespace tillpoints::cloud {
namespace {

loyalty::Customer shown(RequestContext& context, const CustomerRecord& record) {
    apply_due_events(context, record);
    return show_customer(context, record, context.db.customers.totals(record.id));
}

}  // namespace

loyalty::Answer handle(RequestContext& context, const loyalty::ListCustomers& call) {
    CustomerRange range{call.max + 1, call.offset.value_or(0), {}};
    if (call.cursor) {
        const auto after = parse_decimal(*call.cursor, 0, Rounding::exact);
        if (!after) return bad_field("cursor", "a cursor of an earlier page");
        range.after = ParticipantId{*after};
    }
    auto records = context.db.customers.page(range);
    const auto most = static_cast<std::size_t>(call.max);
    loyalty::CustomerPage page;
    if (records.size() > most) {
        records.resize(most);
        page.cursor = std::to_string(records.back().id.value);
    }
    for (const auto& record : records) page.rows.push_back(shown(context, record));
    return page;
}

loyalty::Answer handle(RequestContext& context, const loyalty::GetCustomer& call) {
    const auto record = context.db.customers.find(call.id);
    if (!record) return refusal(Errc::not_found);
    auto customer = shown(context, *record);
    customer.tags = context.db.tags.of_customer(record->id);
    return customer;
}

}  // namespace tillpoints::cloud
