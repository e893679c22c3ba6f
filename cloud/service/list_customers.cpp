#include "cloud/service/answers.hpp"
#include "cloud/service/catch_up.hpp"

namespace tillpoints::cloud {
namespace {

loyalty::Customer shown(Desk& desk, const CustomerRecord& record) {
    catch_up(desk, record);
    return show_customer(desk, record, desk.books.standing(record.id));
}

}  // namespace

loyalty::Answer handle(Desk& desk, const loyalty::ListCustomers& call) {
    CustomerRange range{call.max + 1, call.offset.value_or(0), {}};
    if (call.cursor) {
        const auto after = parse_decimal(*call.cursor, 0, Rounding::exact);
        if (!after) return bad_field("cursor", "a cursor of an earlier page");
        range.after = ParticipantId{*after};
    }
    auto records = desk.books.customers(range);
    const auto most = static_cast<std::size_t>(call.max);
    loyalty::CustomerPage page;
    if (records.size() > most) {
        records.resize(most);
        page.cursor = std::to_string(records.back().id.value);
    }
    for (const auto& record : records) page.rows.push_back(shown(desk, record));
    return page;
}

loyalty::Answer handle(Desk& desk, const loyalty::GetCustomer& call) {
    const auto record = desk.books.customer(call.id);
    if (!record) return refusal(Errc::not_found);
    auto customer = shown(desk, *record);
    customer.tags = desk.books.tags_of(record->id);
    return customer;
}

}  // namespace tillpoints::cloud
