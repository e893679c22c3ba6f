#include <algorithm>

#include "cloud/service/answers.hpp"
#include "cloud/service/known_tags.hpp"

namespace tillpoints::cloud {

std::optional<loyalty::Refusal> refuse_unknown_tags(Desk& desk, const std::vector<std::int64_t>& ids,
                                                    std::string field) {
    if (ids.empty()) return {};
    const auto known = desk.books.tags();
    for (const auto id : ids)
        if (std::none_of(known.begin(), known.end(), [&](const loyalty::Tag& tag) { return tag.id == id; }))
            return bad_field(std::move(field), "There is no tag " + std::to_string(id) + ".");
    return {};
}

loyalty::Answer handle(Desk& desk, const loyalty::ListTags&) {
    return loyalty::TagList{desk.books.tags()};
}

loyalty::Answer handle(Desk& desk, const loyalty::GetCustomerTags& call) {
    if (!desk.books.customer(call.id)) return refusal(Errc::not_found);
    return loyalty::TagList{desk.books.tags_of(call.id)};
}

loyalty::Answer handle(Desk& desk, const loyalty::SetCustomerTags& call) {
    if (!desk.books.customer(call.id)) return refusal(Errc::not_found);
    if (auto refusal = refuse_unknown_tags(desk, call.tags, "ids")) return *refusal;
    desk.books.set_tags(call.id, call.tags);
    return loyalty::TagList{desk.books.tags_of(call.id)};
}

}  // namespace tillpoints::cloud
