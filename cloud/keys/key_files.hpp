#pragma once
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

#include "protocol/error.hpp"

/// The shop's own keys, read from its files. A problem names the file and what to do, and nothing of what the
/// file holds.
namespace tillpoints::cloud {

struct FreeKeyObject {
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Certificate = std::unique_ptr<X509, FreeKeyObject>;
using PrivateKey = std::unique_ptr<EVP_PKEY, FreeKeyObject>;

/// All of a file, which must have something and at most 1 MiB.
Result<std::string> read_key_file(const std::string& path);
/// PEM, or DER as Apple's site gives it.
Result<Certificate> read_certificate(const std::string& path);
/// PEM; a key that asks for a pass phrase is a problem, because nobody is there to type it.
Result<PrivateKey> read_private_key(const std::string& path);
/// The same of a text that `path` held.
Result<PrivateKey> private_key_in(const std::string& pem, const std::string& path);

}  // namespace tillpoints::cloud
