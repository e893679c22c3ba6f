#include "adapters/sidecar/certificate.hpp"

#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>
#include <cctype>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <memory>
#include <stdexcept>

#include "http/tls_files.hpp"

namespace tillpoints::sidecar {
namespace {

/// Names with other characters would be read by OpenSSL as further fields.
bool fits_a_name(const std::string& name) {
    return !name.empty() && name.find_first_of(",:;= \n") == std::string::npos;
}

std::string alternatives_of(const Settings& settings, const std::string& own_name) {
    std::string out = "IP:127.0.0.1,IP:::1,DNS:localhost";
    for (const auto& at : settings.listen)
        if (at.tls) out += ",IP:" + at.address;
    for (const auto& host : settings.hosts)
        if (fits_a_name(host)) out += ",DNS:" + host;
    if (fits_a_name(own_name)) out += ",DNS:" + own_name;
    return out;
}

struct CloseFile {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};
struct FreeCertificate {
    void operator()(X509* certificate) const { X509_free(certificate); }
};
using Certificate = std::unique_ptr<X509, FreeCertificate>;

Certificate read_certificate(const std::string& cert_file) {
    const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(cert_file.c_str(), "r"));
    Certificate certificate(file ? PEM_read_X509(file.get(), nullptr, nullptr, nullptr) : nullptr);
    if (!certificate) throw std::runtime_error(cert_file + " holds no certificate");
    return certificate;
}

}  // namespace

ServerIdentity own_certificate(const Settings& settings, const std::string& own_name) {
    namespace fs = std::filesystem;
    const auto folder = settings.state_directory + "/tls";
    if (fs::create_directories(folder)) fs::permissions(folder, fs::perms::owner_all);
    const auto subject = fits_a_name(own_name) ? own_name : std::string("tillpointsd");
    return ensure_tls_files(
               folder, {"Tillpoints sidecar CA", subject.substr(0, 60), alternatives_of(settings, own_name)})
        .identity;
}

std::string fingerprint_of(const std::string& cert_file) {
    const auto certificate = read_certificate(cert_file);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (X509_digest(certificate.get(), EVP_sha256(), digest.data(), &size) != 1)
        throw std::runtime_error(cert_file + " holds no certificate");
    std::string hex;
    for (unsigned i = 0; i < size; ++i) {
        static constexpr char digits[] = "0123456789abcdef";
        hex += digits[digest[i] >> 4];
        hex += digits[digest[i] & 15];
    }
    return hex;
}

std::int64_t expiry_of(const std::string& cert_file) {
    const auto certificate = read_certificate(cert_file);
    std::tm utc{};
    if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &utc) != 1)
        throw std::runtime_error(cert_file + " has no end of its validity");
    return static_cast<std::int64_t>(::timegm(&utc));
}

std::string fingerprint_for_people(const std::string& hex) {
    std::string out;
    for (std::size_t i = 0; i < hex.size(); ++i) {
        if (i > 0 && i % 2 == 0) out += ':';
        out += static_cast<char>(std::toupper(static_cast<unsigned char>(hex[i])));
    }
    return out;
}

}  // namespace tillpoints::sidecar
