#include "adapters/cli/setup_enrolment.hpp"

#include <unistd.h>

#include <ctime>
#include <filesystem>

#include "adapters/cli/input.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/written_file.hpp"
#include "adapters/fleet/enrolment_code.hpp"
#include "adapters/fleet/exchange.hpp"
#include "adapters/fleet/release.hpp"
#include "adapters/fleet/sealed.hpp"
#include "adapters/fleet/signed_document.hpp"

namespace tillpoints::cli {
namespace {

namespace files = std::filesystem;

constexpr std::size_t longest_bundle = 1 << 20;

std::string fetched(const std::string& url) {
    const auto got = fleet::get({url, "", ""});
    if (got.status == 200) return got.body;
    throw BadInput(url + ": " + (got.status ? "HTTP " + std::to_string(got.status) : got.problem));
}

/// Every text that may be the bundle.
std::vector<std::string> bundles_at(const std::string& place) {
    if (place.starts_with("https://") || place.starts_with("http://")) return {fetched(place)};
    if (!place.empty() && !files::is_directory(place)) return {read_input(place, longest_bundle)};
    std::vector<std::string> texts;
    for (const auto& each : files::directory_iterator(place.empty() ? "." : place))
        if (each.path().extension() == ".enrolment" && each.is_regular_file())
            texts.push_back(read_input(each.path(), longest_bundle));
    return texts;
}

std::string document_in(const std::vector<std::string>& bundles, const fleet::EnrolmentCode& code) {
    for (const auto& bundle : bundles)
        if (const auto seal = fleet::seal_in(bundle, code.id))
            if (const auto document = fleet::unsealed(*seal, code.secret)) return *document;
    throw BadInput(say(Text::enrol_no_bundle));
}

/// Whose signatures this terminal believes already; empty: nobody's.
std::string present_authority(const std::string& file) {
    if (!files::exists(file)) return {};
    const auto membership = fleet::read_membership(read_input(file, longest_bundle));
    return membership ? membership->authority : std::string();
}

std::string certificates_file(const std::string& membership_file) {
    return files::path(membership_file).parent_path() / "fleet-ca.pem";
}

}  // namespace

fleet::Enrolment opened_enrolment(const std::string& typed, const std::string& bundle,
                                  const std::string& membership_file) {
    const auto code = fleet::read_code(typed);
    if (!code) throw BadInput(say(Text::enrol_wrong_code));
    const auto document = document_in(bundles_at(bundle), *code);
    // Who knows the code may say whose signatures count; the signature shows that the bundle has that key.
    const auto json = nlohmann::json::parse(document, nullptr, false);
    const auto enrolment = json.is_object() && json.contains("payload") && json["payload"].is_string()
                               ? fleet::read_enrolment(json["payload"].get<std::string>())
                               : std::nullopt;
    if (!enrolment ||
        !fleet::verified_payload(document, fleet::enrolment_kind, enrolment->membership.authority))
        throw BadInput(say(Text::enrol_not_signed));
    const auto present = present_authority(membership_file);
    if (!present.empty() && present != enrolment->membership.authority)
        throw BadInput(say(Text::enrol_other_fleet, {membership_file}));
    if (const auto forbidden = fleet::forbidden_setting(enrolment->configuration); !forbidden.empty())
        throw BadInput(say(Text::fleet_forbidden, {forbidden}));
    if (enrolment->expires < std::time(nullptr)) throw BadInput(say(Text::enrol_expired));
    return *enrolment;
}

void write_enrolment(const fleet::Enrolment& enrolment, const std::string& config,
                     const std::string& membership_file) {
    const auto& membership = enrolment.membership;
    const bool again = present_authority(membership_file) == membership.authority;
    if (!membership.certificates.empty())
        write_whole(certificates_file(membership_file), membership.certificates, 0644, ::geteuid(),
                    ::getegid());
    write_whole(membership_file, fleet::text_of(membership), 0600, ::geteuid(), ::getegid());
    const auto drop_in = fleet_drop_in(config);
    // A release may have changed it since the first time.
    if (enrolment.configuration.is_null() || (again && files::exists(drop_in))) return;
    make_directory(files::path(drop_in).parent_path(), 0755, ::geteuid(), ::getegid());
    write_whole(drop_in, enrolment.configuration.dump(2) + "\n", 0644, ::geteuid(), ::getegid());
}

std::string certificates_beside(const std::string& membership_file) {
    const auto file = certificates_file(membership_file);
    return files::exists(file) ? file : std::string();
}

std::string membership_beside(const std::string& config) {
    return files::path(config).parent_path() / "fleet.json";
}

std::string fleet_drop_in(const std::string& config) {
    return config + ".d/90-fleet.json";
}

}  // namespace tillpoints::cli
