#include "https_line.hpp"

#include <catch2/catch.hpp>

namespace tillpoints::test {

const Identity& trusted_authority() {
    static const Identity authority = make_authority("Test authority");
    return authority;
}

const std::string& trusted_ca_file() {
    static const TemporaryFile file(trusted_authority().pem());
    return file.path();
}

std::unique_ptr<ScriptedServer> tls_server(const CertificateRequest& certificate, int most_version) {
    const ScriptedServer::Tls tls{issue(trusted_authority(), certificate), most_version};
    return std::make_unique<ScriptedServer>(&tls);
}

std::unique_ptr<ScriptedServer> tls_server(Identity identity) {
    const ScriptedServer::Tls tls{std::move(identity), 0};
    return std::make_unique<ScriptedServer>(&tls);
}

HttpsOptions options_for(const ScriptedServer& server, std::string_view host) {
    HttpsOptions options;
    options.base_url = server.url(host);
    options.ca_file = server.is_tls() ? trusted_ca_file() : "";
    options.company_id = "123456789012";
    options.api_key = "a-key-nobody-may-see";
    return options;
}

std::unique_ptr<Line> connect(HttpsOptions options) {
    auto line = std::make_unique<Line>();
    auto made = make_https_transport(line->io.get_executor(), std::move(options));
    if (!made.has_value()) FAIL(made.error().sentence());
    line->transport = std::move(made.value());
    return line;
}

std::unique_ptr<Line> connect(const ScriptedServer& server,
                              const std::function<void(HttpsOptions&)>& change) {
    auto options = options_for(server);
    if (change) change(options);
    return connect(std::move(options));
}

}  // namespace tillpoints::test
