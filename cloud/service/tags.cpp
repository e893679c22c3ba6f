#include <algorithm>

#include "cloud/service/answers.hpp"

namespace tillpoints::cloud {

loyalty::Answer handle(Desk& desk, const loyalty::ListTags&) {
    return loyalty::TagList{desk.books.tags()};
}

loyalty::Answer handle(Desk& desk, const loyalty::GetCustomerTags& call) {
    if (!desk.books.customer(call.id)) return refusal(Errc::not_found);
    return loyalty::TagList{desk.books.tags_of(call.id)};
}

loyalty::Answer handle(Desk& desk, const loyalty::SetCustomerTags& call) {
    if (!desk.books.customer(call.id)) return refusal(Errc::not_found);
    const auto known = desk.books.tags();
    for (const auto id : call.tags)
        if (std::none_of(known.begin(), known.end(), [&](const loyalty::Tag& tag) { return tag.id == id; }))
            return bad_field("ids", "There is no tag " + std::to_string(id) + ".");
    desk.books.set_tags(call.id, call.tags);
    return loyalty::TagList{desk.books.tags_of(call.id)};
}

}  // namespace tillpoints::cloud
