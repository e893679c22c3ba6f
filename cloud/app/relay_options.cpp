#include "cloud/app/relay_options.hpp"

#include <memory>

#include "cloud/outbound/destination.hpp"

namespace tillpoints::cloud {
namespace {

void check_upstream(const std::string& url) {
    const auto destination = parse_destination(url);
    if (!destination || !destination->tls)
        throw CLI::ValidationError("--upstream", "expected https://HOST[:PORT][/PATH], found " + url);
}

}  // namespace

void add_relay(CLI::App& app, std::optional<RelaySettings>& chosen) {
    const auto settings = std::make_shared<RelaySettings>();
    auto* relay = app.add_subcommand(
        "relay",
        "For terminals whose network overwrites Authorization: takes the credential from another header");
    relay->add_option("--data", settings->data, "Directory of its certificates and ports.json")
        ->required()
        ->type_name("DIR");
    relay->add_option("--upstream", settings->upstream, "The cloud, https only; its certificate is verified")
        ->required()
        ->type_name("URL");
    add_listen(*relay, "--listen", "Where terminals connect",
               [settings](const ListenAt& at) { settings->listen = at; });
    relay->add_option("--ca", settings->ca, "What to trust, PEM; absent: what the system trusts")
        ->type_name("FILE");
    relay
        ->add_option("--credential-header", settings->credential_header,
                     "The header that carries the credential")
        ->capture_default_str();
    relay
        ->add_option("--timeout", settings->timeout_seconds, "Seconds for the cloud's whole answer; then 504")
        ->check(CLI::Range(1, 300))
        ->capture_default_str();
    auto* cert = relay->add_option("--cert", settings->cert, "Certificate chain, PEM; absent: made in DIR");
    auto* key = relay->add_option("--key", settings->key, "Its key, PEM");
    cert->needs(key);
    key->needs(cert);
    relay->add_flag("--plain-http", settings->plain_http,
                    "No TLS towards terminals; for tests on the loopback address");
    relay->callback([settings, &chosen] {
        check_upstream(settings->upstream);
        chosen = *settings;
    });
}

}  // namespace tillpoints::cloud
