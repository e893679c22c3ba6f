#include "http/tls_files.hpp"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>

namespace tillpoints {
namespace {

template <auto Free>
struct Deleter {
    template <class T>
    void operator()(T* object) const {
        static_cast<void>(Free(object));  // fclose can only fail for what write_file has flushed and checked
    }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Deleter<X509_EXTENSION_free>>;
using File = std::unique_ptr<std::FILE, Deleter<std::fclose>>;

template <class T>
T checked(T result, const char* what) {
    if (!result) throw std::runtime_error(std::string("cannot make a certificate: ") + what);
    return result;
}

Key make_key() {
    return Key(checked(EVP_EC_gen("P-256"), "key"));
}

void set_random_serial(X509* certificate) {
    unsigned char bytes[8];
    checked(RAND_bytes(bytes, sizeof bytes) == 1, "randomness");
    std::uint64_t serial = 0;
    for (const auto byte : bytes) serial = serial << 8 | byte;
    checked(ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1 | 1), "serial");
}

void add_extension(X509* certificate, X509* issuer, int kind, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Extension extension(checked(X509V3_EXT_conf_nid(nullptr, &context, kind, value), value));
    checked(X509_add_ext(certificate, extension.get(), -1), value);
}

Certificate make_certificate(EVP_PKEY* key, const char* name) {
    Certificate certificate(checked(X509_new(), "memory"));
    checked(X509_set_version(certificate.get(), X509_VERSION_3), "version");
    set_random_serial(certificate.get());
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 10L * 365 * 24 * 3600);
    checked(X509_set_pubkey(certificate.get(), key), "public key");
    auto* subject = X509_get_subject_name(certificate.get());
    const auto* text = reinterpret_cast<const unsigned char*>(name);
    checked(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, text, -1, -1, 0), "name");
    return certificate;
}

Certificate make_ca(EVP_PKEY* key, const CertificateNames& names) {
    auto ca = make_certificate(key, names.ca.c_str());
    checked(X509_set_issuer_name(ca.get(), X509_get_subject_name(ca.get())), "issuer");
    add_extension(ca.get(), ca.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    add_extension(ca.get(), ca.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(ca.get(), ca.get(), NID_subject_key_identifier, "hash");
    checked(X509_sign(ca.get(), key, EVP_sha256()), "signature");
    return ca;
}

Certificate make_leaf(EVP_PKEY* key, X509* ca, EVP_PKEY* ca_key, const CertificateNames& names) {
    auto leaf = make_certificate(key, names.subject.c_str());
    checked(X509_set_issuer_name(leaf.get(), X509_get_subject_name(ca)), "issuer");
    add_extension(leaf.get(), ca, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(leaf.get(), ca, NID_key_usage, "critical,digitalSignature");
    add_extension(leaf.get(), ca, NID_ext_key_usage, "serverAuth");
    add_extension(leaf.get(), ca, NID_subject_alt_name, names.alternatives.c_str());
    add_extension(leaf.get(), ca, NID_subject_key_identifier, "hash");
    add_extension(leaf.get(), ca, NID_authority_key_identifier, "keyid");
    checked(X509_sign(leaf.get(), ca_key, EVP_sha256()), "signature");
    return leaf;
}

void write_file(const std::string& path, const auto& write) {
    const File file(checked(std::fopen(path.c_str(), "w"), path.c_str()));
    checked(write(file.get()) == 1 && std::fflush(file.get()) == 0, path.c_str());
}

}  // namespace

TlsFiles ensure_tls_files(const std::string& directory, const CertificateNames& names) {
    TlsFiles files{{directory + "/cert.pem", directory + "/key.pem"}, directory + "/ca.pem"};
    namespace fs = std::filesystem;
    if (fs::exists(files.ca_file) && fs::exists(files.identity.cert_file) &&
        fs::exists(files.identity.key_file))
        return files;
    const auto ca_key = make_key();
    const auto ca = make_ca(ca_key.get(), names);
    const auto key = make_key();
    const auto leaf = make_leaf(key.get(), ca.get(), ca_key.get(), names);
    const auto mask = ::umask(077);
    write_file(files.identity.key_file, [&](std::FILE* file) {
        return PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    ::umask(mask);
    // With its authority behind it, so that a client can be offered it (`tillpoints setup`).
    write_file(files.identity.cert_file, [&](std::FILE* file) {
        return PEM_write_X509(file, leaf.get()) == 1 ? PEM_write_X509(file, ca.get()) : 0;
    });
    write_file(files.ca_file, [&](std::FILE* file) { return PEM_write_X509(file, ca.get()); });
    return files;
}

}  // namespace tillpoints
