#include "cloud/app/listen_at.hpp"

#include <optional>

#include "protocol/decimal.hpp"

namespace tillpoints::cloud {
namespace {

std::optional<ListenAt> read_listen(const std::string& text) {
    const auto colon = text.rfind(':');
    if (colon == std::string::npos) return {};
    const auto port = parse_decimal(text.substr(colon + 1), 0, Rounding::exact);
    if (!port || *port < 0 || *port > 65535 || colon == 0) return {};
    auto address = text.substr(0, colon);
    if (address == "localhost") address = "127.0.0.1";
    return ListenAt{address, static_cast<std::uint16_t>(*port)};
}

}  // namespace

CLI::Option* add_listen(CLI::App& app, const std::string& name, const std::string& meaning,
                        const std::function<void(ListenAt)>& take) {
    return app
        .add_option_function<std::string>(
            name,
            [name, take](const std::string& text) {
                const auto at = read_listen(text);
                if (!at) throw CLI::ValidationError(name, "expected ADDRESS:PORT, found " + text);
                take(*at);
            },
            meaning + " (port 0: any; the choice is in DATA/ports.json)")
        ->type_name("ADDRESS:PORT");
}

}  // namespace tillpoints::cloud
