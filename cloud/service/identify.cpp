#include "cloud/service/identify.hpp"

namespace tillpoints::cloud {
namespace {

std::optional<CustomerRecord> behind_code(Desk& desk, const std::string& text) {
    const auto code = desk.books.code(text);
    if (!code || code->used || code->expires <= desk.now) return {};
    return desk.books.customer(code->customer);
}

}  // namespace

Means means_of(const loyalty::Identity& who) {
    static constexpr Means means[] = {Means::code, Means::uid, Means::phone};
    return means[who.index()];
}

std::optional<CustomerRecord> identify(Desk& desk, const loyalty::Identity& who) {
    if (const auto* code = std::get_if<loyalty::ByCode>(&who)) return behind_code(desk, code->code);
    if (const auto* uid = std::get_if<loyalty::ByUid>(&who)) return desk.books.customer_by_uid(uid->uid);
    auto customer = desk.books.customer_by_phone(std::get<loyalty::ByPhone>(who).phone);
    return customer && customer->uid ? customer : std::nullopt;
}

std::optional<CustomerRecord> identify_buyer(Desk& desk, const loyalty::Identity& who) {
    const auto* by_phone = std::get_if<loyalty::ByPhone>(&who);
    if (!by_phone) return identify(desk, who);
    if (auto known = desk.books.customer_by_phone(by_phone->phone)) return known;
    CustomerRecord phantom;
    phantom.phone = by_phone->phone;
    phantom.created = desk.now;
    return phantom;
}

}  // namespace tillpoints::cloud
