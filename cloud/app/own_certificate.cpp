#include "cloud/app/own_certificate.hpp"

#include "http/tls_files.hpp"

namespace tillpoints::cloud {

ServerIdentity own_certificate(const std::string& data) {
    return ensure_tls_files(
               data, {"Tillpoints reference cloud CA", "localhost", "IP:127.0.0.1,IP:::1,DNS:localhost"})
        .identity;
}

}  // namespace tillpoints::cloud
