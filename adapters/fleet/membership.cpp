#include "adapters/fleet/membership.hpp"

#include "adapters/fleet/base64.hpp"
#include "adapters/fleet/key.hpp"
#include "adapters/fleet/members.hpp"

namespace tillpoints::fleet {
namespace {

using Json = nlohmann::json;

Json json_of(const Membership& membership) {
    return {{"terminal", membership.terminal},     {"authority", membership.authority},
            {"report_url", membership.report_url}, {"release_from", membership.release_from},
            {"token", membership.token},           {"certificates", membership.certificates}};
}

std::optional<Membership> membership_in(const Json& json) {
    Membership out{text_member(json, "terminal"),   text_member(json, "authority"),
                   text_member(json, "report_url"), text_member(json, "release_from"),
                   text_member(json, "token"),      text_member(json, "certificates")};
    if (out.terminal.empty() || !is_public_key(out.authority)) return {};
    return out;
}

}  // namespace

std::string text_of(const Membership& membership) {
    return json_of(membership).dump(2) + "\n";
}

std::optional<Membership> read_membership(const std::string& text) {
    return membership_in(Json::parse(text, nullptr, false));
}

std::string payload_of(const Enrolment& enrolment) {
    return Json({{"fleet", json_of(enrolment.membership)},
                 {"answers", enrolment.answers},
                 {"configuration", enrolment.configuration},
                 {"expires", enrolment.expires}})
        .dump();
}

std::optional<Enrolment> read_enrolment(const std::string& payload) {
    const auto json = Json::parse(payload, nullptr, false);
    if (!json.is_object() || !json.contains("fleet") || !json.contains("expires")) return {};
    const auto membership = membership_in(json["fleet"]);
    if (!membership || !json["expires"].is_number_integer()) return {};
    Enrolment out{*membership, json.value("answers", Json::object()), json.value("configuration", Json()),
                  json["expires"].get<std::int64_t>()};
    if (!out.answers.is_object() || !(out.configuration.is_null() || out.configuration.is_object()))
        return {};
    return out;
}

std::string bundle_text(const std::string& id, const std::string& terminal, const std::string& seal) {
    return Json({{"format", 1},
                 {"kind", "sealed-enrolment"},
                 {"id", id},
                 {"terminal", terminal},
                 {"seal", base64_of(seal)}})
               .dump() +
           "\n";
}

std::optional<std::string> seal_in(const std::string& bundle, const std::string& id) {
    const auto json = Json::parse(bundle, nullptr, false);
    if (text_member(json, "kind") != "sealed-enrolment" || text_member(json, "id") != id) return {};
    return bytes_of_base64(text_member(json, "seal"));
}

}  // namespace tillpoints::fleet
