#pragma once
#include <string>

#include "http/server.hpp"

namespace tillpoints {

/// Whom a certificate is for, and who signs it.
struct CertificateNames {
    std::string ca;            ///< the name of the CA
    std::string subject;       ///< the name of the server
    std::string alternatives;  ///< as OpenSSL writes them: "IP:127.0.0.1,DNS:localhost"
};

/// The files of a certificate that the server makes for itself.
struct TlsFiles {
    ServerIdentity identity;
    std::string ca_file;  ///< the CA certificate that a client must trust
};

/// Makes ca.pem, cert.pem and key.pem (0600) in the directory unless all are there: an EC P-256
/// certificate, valid ten years, signed by a CA whose key is thrown away. Throws std::runtime_error.
TlsFiles ensure_tls_files(const std::string& directory, const CertificateNames& names);

}  // namespace tillpoints
