#include <unistd.h>

#include "adapters/cli/fleet.hpp"
#include "adapters/cli/fleet_key.hpp"
#include "adapters/cli/input.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/written_file.hpp"
#include "adapters/fleet/release.hpp"
#include "adapters/fleet/signed_document.hpp"

namespace tillpoints::cli {

ExitCode sign_release(const FleetWish& wish) {
    fleet::Release release;
    release.number = wish.number;
    release.version = wish.version;
    if (!wish.configuration.empty()) {
        release.configuration =
            nlohmann::json::parse(read_input(wish.configuration, 1 << 17), nullptr, false);
        if (!release.configuration.is_object())
            throw BadInput(wish.configuration + ": " + say(Text::wrong_arguments, {"JSON"}));
    }
    if (const auto forbidden = fleet::forbidden_setting(release.configuration); !forbidden.empty())
        throw BadInput(wish.configuration + ": " + say(Text::fleet_forbidden, {forbidden}));
    const auto payload = fleet::payload_of(release);
    if ((release.configuration.is_null() && release.version.empty()) || !fleet::read_release(payload))
        throw BadInput(say(Text::fleet_empty_release));
    const auto key = key_of_operator(wish.key);
    write_whole(wish.output, fleet::signed_document(key, fleet::release_kind, payload) + "\n", 0644,
                ::geteuid(), ::getegid());
    return exit_ok;
}

}  // namespace tillpoints::cli
