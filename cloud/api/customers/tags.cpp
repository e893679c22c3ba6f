#include <algorithm>

#include "cloud/api/customers/known_tags.hpp"
#include "cloud/api/refusals.hpp"

namespace tillpoints::cloud {

std::optional<loyalty::Refusal> refuse_unknown_tags(RequestContext& context,
                                                    const std::vector<std::int64_t>& ids, std::string field) {
    if (ids.empty()) return {};
    const auto known = context.db.tags.all();
    for (const auto id : ids)
        if (std::none_of(known.begin(), known.end(), [&](const loyalty::Tag& tag) { return tag.id == id; }))
            return bad_field(std::move(field), "There is no tag " + std::to_string(id) + ".");
    return {};
}

loyalty::Answer handle(RequestContext& context, const loyalty::ListTags&) {
    return loyalty::TagList{context.db.tags.all()};
}

loyalty::Answer handle(RequestContext& context, const loyalty::GetCustomerTags& call) {
    if (!context.db.customers.find(call.id)) return refusal(Errc::not_found);
    return loyalty::TagList{context.db.tags.of_customer(call.id)};
}

loyalty::Answer handle(RequestContext& context, const loyalty::SetCustomerTags& call) {
    if (!context.db.customers.lock(call.id)) return refusal(Errc::not_found);
    if (auto refusal = refuse_unknown_tags(context, call.tags, "ids")) return *refusal;
    context.db.tags.set_of_customer(call.id, call.tags);
    return loyalty::TagList{context.db.tags.of_customer(call.id)};
}

}  // namespace tillpoints::cloud
