// What comes to a fleet from outside: tables, bundles, signed documents, what a terminal keeps, and
// heartbeats.
#include <cstddef>
#include <cstdint>
#include <string>

#include "adapters/fleet/enrolment_code.hpp"
#include "adapters/fleet/membership.hpp"
#include "adapters/fleet/release.hpp"
#include "adapters/fleet/signed_document.hpp"
#include "adapters/fleet/terminals_table.hpp"
#include "cloud/fleet/heartbeat.hpp"
#include "cloud/fleet/release_document.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using namespace tillpoints;

/// A key whose private half is nobody's: no input can be signed by it.
constexpr const char* nobody = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

void read_terminal_side(const std::string& text) {
    for (const auto& terminal : fleet::read_terminals(text).terminals)
        FUZZ_REQUIRE(!terminal.columns.contains("name") || !terminal.columns.at("name").empty());
    FUZZ_REQUIRE(!fleet::verified_payload(text, fleet::release_kind, nobody));
    if (const auto release = fleet::read_release(text)) {
        FUZZ_REQUIRE(release->number > 0);
        const auto again = fleet::read_release(fleet::payload_of(*release));
        FUZZ_REQUIRE(again && again->number == release->number && again->version == release->version);
        static_cast<void>(fleet::forbidden_setting(release->configuration));
        static_cast<void>(fleet::moves_the_cloud(release->configuration));
    }
    if (const auto enrolment = fleet::read_enrolment(text))
        FUZZ_REQUIRE(fleet::read_enrolment(fleet::payload_of(*enrolment)).has_value());
    if (const auto membership = fleet::read_membership(text))
        FUZZ_REQUIRE(fleet::read_membership(fleet::text_of(*membership)) == membership);
    if (const auto state = fleet::read_release_state(text))
        FUZZ_REQUIRE(fleet::read_release_state(fleet::text_of(*state)) == state);
    static_cast<void>(fleet::seal_in(text, "ABCD"));
    if (const auto code = fleet::read_code(text)) FUZZ_REQUIRE(fleet::read_code(code->text()) == code);
}

void read_cloud_side(const std::string& text) {
    if (const auto json = parse_json(text, {cloud::longest_heartbeat, 8, false})) {
        Problems problems;
        const auto heartbeat = cloud::read_heartbeat(*json, problems);
        if (problems.empty())
            FUZZ_REQUIRE(cloud::stored_heartbeat(dump(cloud::json_of(heartbeat))) == heartbeat);
    }
    if (const auto release = cloud::read_release(text)) FUZZ_REQUIRE(release->number > 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    read_terminal_side(text);
    read_cloud_side(text);
    return 0;
}
