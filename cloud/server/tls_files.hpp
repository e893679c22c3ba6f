#pragma once
#include <string>

#include "cloud/server/server.hpp"

namespace tillpoints::cloud {

/// The files of a certificate that the server makes for itself.
struct TlsFiles {
    ServerIdentity identity;
    std::string ca_file;  ///< the CA certificate that a client must trust
};

/// Makes ca.pem, cert.pem and key.pem (0600) in the directory unless all are there: an EC P-256 certificate
/// for 127.0.0.1, ::1 and localhost, valid ten years, signed by a CA whose key is thrown away. Throws
/// std::runtime_error.
TlsFiles ensure_tls_files(const std::string& directory);

}  // namespace tillpoints::cloud
