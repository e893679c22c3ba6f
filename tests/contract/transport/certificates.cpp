#include "certificates.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

namespace tillpoints::test {
namespace {

void must(bool ok) {
    if (!ok) throw std::runtime_error("OpenSSL could not make a test certificate");
}

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    auto* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    must(extension && X509_add_ext(certificate, extension, -1) == 1);
    X509_EXTENSION_free(extension);
}

Identity blank(const std::string& name, std::chrono::hours from, std::chrono::hours to) {
    static long serial = 1000;
    Identity made;
    made.key.reset(EVP_EC_gen("P-256"), EVP_PKEY_free);
    made.certificate.reset(X509_new(), X509_free);
    auto* certificate = made.certificate.get();
    must(made.key && certificate && X509_set_version(certificate, 2) == 1);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
    using std::chrono::seconds;
    X509_gmtime_adj(X509_getm_notBefore(certificate), seconds(from).count());
    X509_gmtime_adj(X509_getm_notAfter(certificate), seconds(to).count());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    must(X509_set_pubkey(certificate, made.key.get()) == 1);
    return made;
}

std::string text_of(BIO* memory) {
    char* data = nullptr;
    const auto size = BIO_get_mem_data(memory, &data);
    std::string text(data, static_cast<std::size_t>(size));
    BIO_free(memory);
    return text;
}

}  // namespace

Identity make_authority(const std::string& name) {
    auto authority = blank(name, std::chrono::hours(-48), std::chrono::hours(240));
    auto* certificate = authority.certificate.get();
    X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
    add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE");
    add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(certificate, certificate, NID_subject_key_identifier, "hash");
    must(X509_sign(certificate, authority.key.get(), EVP_sha256()) > 0);
    return authority;
}

Identity issue(const Identity& authority, const CertificateRequest& request) {
    auto made = blank("server", request.valid_from, request.valid_to);
    auto* certificate = made.certificate.get();
    X509_set_issuer_name(certificate, X509_get_subject_name(authority.certificate.get()));
    add_extension(certificate, authority.certificate.get(), NID_subject_alt_name, request.names);
    must(X509_sign(certificate, authority.key.get(), EVP_sha256()) > 0);
    return made;
}

std::string Identity::pem() const {
    auto* memory = BIO_new(BIO_s_mem());
    must(PEM_write_bio_X509(memory, certificate.get()) == 1);
    return text_of(memory);
}

std::string Identity::pin() const {
    unsigned char* encoded = nullptr;
    const int length = i2d_PUBKEY(key.get(), &encoded);
    must(length > 0);
    std::array<unsigned char, 32> digest{};
    std::size_t size = 0;
    must(EVP_Q_digest(nullptr, "SHA256", nullptr, encoded, static_cast<std::size_t>(length), digest.data(),
                      &size) == 1);
    OPENSSL_free(encoded);
    std::array<unsigned char, 64> text{};
    const int written = EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(size));
    return {reinterpret_cast<const char*>(text.data()), static_cast<std::size_t>(written)};
}

TemporaryFile::TemporaryFile(const std::string& content) : path_("/tmp/tillpoints-test-XXXXXX") {
    const int file = ::mkstemp(path_.data());
    if (file < 0) throw std::runtime_error("no temporary file");
    const auto written = ::write(file, content.data(), content.size());
    ::close(file);
    if (written != static_cast<ssize_t>(content.size()))
        throw std::runtime_error("temporary file not written");
}

TemporaryFile::~TemporaryFile() {
    ::unlink(path_.c_str());
}

}  // namespace tillpoints::test
