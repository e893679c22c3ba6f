#include "cloud/wallet/apple_pass.hpp"

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <stdexcept>

#include "cloud/keys/key_files.hpp"
#include "cloud/wallet/pass_archive.hpp"

namespace tillpoints::cloud {

struct ApplePassSigner::Keys {
    Certificate certificate;
    PrivateKey key;
    Certificate intermediate;
};

namespace {

constexpr auto prefix_of_pass_types = "pass.";

Problem certificate_problem(const std::string& path, std::string expected, std::string found) {
    return {Errc::invalid_value, path, std::move(expected), std::move(found)};
}

/// A part of the certificate's subject; empty if there is none.
std::string subject_part(X509* certificate, int kind) {
    const auto* name = X509_get_subject_name(certificate);
    const int at = X509_NAME_get_index_by_NID(name, kind, -1);
    if (at < 0) return {};
    unsigned char* text = nullptr;
    const int size = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    if (size < 0) return {};
    std::string out(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
    OPENSSL_free(text);
    return out;
}

Timestamp time_of(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
    return Timestamp(std::chrono::seconds(timegm(&parts)));
}

std::optional<Problem> not_valid(const std::string& path, X509* certificate, Timestamp now) {
    const auto from = time_of(X509_get0_notBefore(certificate));
    const auto until = time_of(X509_get0_notAfter(certificate));
    if (now >= until)
        return certificate_problem(path, "a certificate that is valid; get a new one from Apple",
                                   "one that ran out at " + to_text(until));
    if (now < from)
        return certificate_problem(path, "a certificate that is valid; look at this machine's clock",
                                   "one that counts from " + to_text(from));
    return {};
}

bool issued_by(X509* certificate, X509* issuer) {
    return X509_check_issued(issuer, certificate) == X509_V_OK &&
           X509_verify(certificate, X509_get0_pubkey(issuer)) == 1;
}

/// A detached signature in DER, with the certificates that a phone needs to follow it.
std::string signature_of(const std::string& manifest, X509* certificate, EVP_PKEY* key, X509* intermediate) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> data(
        BIO_new_mem_buf(manifest.data(), static_cast<int>(manifest.size())), BIO_free);
    const std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)> more(
        sk_X509_new_null(), [](STACK_OF(X509) * stack) { sk_X509_free(stack); });
    if (!data || !more || sk_X509_push(more.get(), intermediate) == 0)
        throw std::runtime_error("no memory for a signature");
    const unsigned int how = CMS_DETACHED | CMS_BINARY | CMS_NOSMIMECAP;
    const std::unique_ptr<CMS_ContentInfo, decltype(&CMS_ContentInfo_free)> signed_data(
        CMS_sign(certificate, key, more.get(), data.get(), how), CMS_ContentInfo_free);
    unsigned char* der = nullptr;
    const int size = signed_data ? i2d_CMS_ContentInfo(signed_data.get(), &der) : -1;
    if (size < 0) throw std::runtime_error("a pass could not be signed");
    std::string out(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return out;
}

}  // namespace

Result<ApplePassSigner> ApplePassSigner::read(const ApplePassPaths& paths, Timestamp now) {
    auto certificate = read_certificate(paths.certificate);
    if (!certificate) return certificate.error();
    auto key = read_private_key(paths.key);
    if (!key) return key.error();
    auto intermediate = read_certificate(paths.intermediate);
    if (!intermediate) return intermediate.error();
    ApplePassSigner signer;
    signer.issuer_ = {subject_part(certificate->get(), NID_userId),
                      subject_part(certificate->get(), NID_organizationalUnitName)};
    if (!signer.issuer_.pass_type.starts_with(prefix_of_pass_types) || signer.issuer_.team.empty())
        return certificate_problem(
            paths.certificate, "the certificate of a pass type identifier, made on Apple's developer site",
            "one whose subject names no pass type (UID=pass....) or no team (OU)");
    if (X509_check_private_key(certificate->get(), key->get()) != 1)
        return certificate_problem(paths.key, "the private key of the certificate in " + paths.certificate,
                                   "another key");
    if (!issued_by(certificate->get(), intermediate->get()))
        return certificate_problem(paths.intermediate,
                                   "Apple's WWDR certificate that issued the one in " + paths.certificate,
                                   "another certificate");
    if (auto problem = not_valid(paths.certificate, certificate->get(), now)) return *problem;
    if (auto problem = not_valid(paths.intermediate, intermediate->get(), now)) return *problem;
    signer.valid_until_ = std::min(time_of(X509_get0_notAfter(certificate->get())),
                                   time_of(X509_get0_notAfter(intermediate->get())));
    signer.icon_ = own_pass_icon();
    if (!paths.icon.empty()) {
        auto icon = read_key_file(paths.icon);
        if (!icon) return icon.error();
        if (!is_png(*icon)) return certificate_problem(paths.icon, "a PNG picture", "another kind of file");
        signer.icon_ = std::move(*icon);
    }
    signer.keys_ = std::make_shared<const Keys>(
        Keys{std::move(*certificate), std::move(*key), std::move(*intermediate)});
    return signer;
}

std::string ApplePassSigner::pass_of(const WalletCard& card) const {
    auto files = pass_files(issuer_, card, icon_);
    auto manifest = manifest_of(files);
    auto signature =
        signature_of(manifest, keys_->certificate.get(), keys_->key.get(), keys_->intermediate.get());
    files["manifest.json"] = std::move(manifest);
    files["signature"] = std::move(signature);
    return zipped(files);
}

}  // namespace tillpoints::cloud
