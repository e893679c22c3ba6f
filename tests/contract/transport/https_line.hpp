#pragma once
#include <functional>
#include <memory>
#include <string>

#include "line.hpp"
#include "plugin/transport/https.hpp"
#include "scripted_server.hpp"

namespace tillpoints::test {

/// The authority that the tests' clients trust, made once a run, and its file.
const Identity& trusted_authority();
const std::string& trusted_ca_file();

std::unique_ptr<ScriptedServer> tls_server(const CertificateRequest& certificate = {}, int most_version = 0);
std::unique_ptr<ScriptedServer> tls_server(Identity identity);

HttpsOptions options_for(const ScriptedServer& server, std::string_view host = "127.0.0.1");

/// A client's line to a server, with the options that differ from the usual ones.
std::unique_ptr<Line> connect(const ScriptedServer& server,
                              const std::function<void(HttpsOptions&)>& change = {});
std::unique_ptr<Line> connect(HttpsOptions options);

}  // namespace tillpoints::test
