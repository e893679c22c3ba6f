#include "cloud/api/operations/show_operation.hpp"
#include "cloud/api/refusals.hpp"

namespace tillpoints::cloud {

loyalty::Answer handle(RequestContext& context, const loyalty::GetOperation& call) {
    const auto record = context.db.operations.find(call.id);
    if (!record) return refusal(Errc::not_found);
    return show_operation(context, *record);
}

loyalty::Answer handle(RequestContext& context, const loyalty::ListOperations& call) {
    PageRequest page{context.variants.order, call.max + 1, call.offset.value_or(0), {}};
    if (call.cursor) {
        const auto after = parse_decimal(*call.cursor, 0, Rounding::exact);
        if (!after) return bad_field("cursor", "a cursor of an earlier page");
        page.after = OperationId{*after};
        // The end of the list would be a proof that an operation is not in it.
        if (!context.db.operations.find(*page.after))
            return bad_field("cursor", "a cursor of an earlier page");
    }
    auto records = context.db.operations.page(page);
    const auto most = static_cast<std::size_t>(call.max);
    loyalty::OperationPage out;
    if (records.size() > most) {
        records.resize(most);
        out.cursor = std::to_string(records.back().id.value);
    }
    for (const auto& record : records) out.rows.push_back(show_operation(context, record));
    return out;
}

}  // namespace tillpoints::cloud
