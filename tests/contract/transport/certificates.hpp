#pragma once
#include <chrono>
#include <memory>
#include <string>
#include <vector>

struct evp_pkey_st;
struct x509_st;

namespace tillpoints::test {

/// A private key and its certificate, made for the test.
struct Identity {
    std::shared_ptr<evp_pkey_st> key;
    std::shared_ptr<x509_st> certificate;

    std::string pem() const;  ///< of the certificate
    std::string pin() const;  ///< base64 of the key's SHA-256, computed in another way than the product does
};

/// What a server's certificate says. Names as OpenSSL writes them: "DNS:localhost", "IP:127.0.0.1".
struct CertificateRequest {
    std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
    std::chrono::hours valid_from{-1};  ///< relative to now
    std::chrono::hours valid_to{24};
};

Identity make_authority(const std::string& name);
Identity issue(const Identity& authority, const CertificateRequest& request);

/// A file that lives as long as this object.
class TemporaryFile {
  public:
    explicit TemporaryFile(const std::string& content);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

}  // namespace tillpoints::test
