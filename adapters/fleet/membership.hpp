#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

/// What a terminal knows of its fleet, and how it comes to know it. Pure.
namespace tillpoints::fleet {

/// fleet.json on a terminal.
struct Membership {
    std::string terminal;        ///< its name
    std::string authority;       ///< the public key whose signatures it believes
    std::string report_url;      ///< where heartbeats go; empty: nowhere
    std::string release_from;    ///< a file, a folder or an address with the newest release; empty: what
                                 ///< answers heartbeats
    std::string token;           ///< shown with heartbeats
    std::string certificates{};  ///< PEM of the authorities to believe there; empty: the system's
    friend bool operator==(const Membership&, const Membership&) = default;
};

std::string text_of(const Membership& membership);
std::optional<Membership> read_membership(const std::string& text);

/// What an enrolment brings to a terminal.
struct Enrolment {
    Membership membership;
    nlohmann::json answers;        ///< those of `tillpoints setup`
    nlohmann::json configuration;  ///< settings for the drop-in; null: none
    std::int64_t expires = 0;      ///< seconds since 1970
};

std::string payload_of(const Enrolment& enrolment);
std::optional<Enrolment> read_enrolment(const std::string& payload);

/// The file of a bundle around what is sealed:
/// `{"format":1,"kind":"sealed-enrolment","id","terminal","seal"}`.
std::string bundle_text(const std::string& id, const std::string& terminal, const std::string& seal);
/// The seal of a bundle with this id; nothing if the text is no bundle or has another id.
std::optional<std::string> seal_in(const std::string& bundle, const std::string& id);

}  // namespace tillpoints::fleet
