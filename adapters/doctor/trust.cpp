#include "adapters/doctor/trust.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>

namespace tillpoints::doctor {
namespace {

template <class Print>
std::string printed(Print print) {
    BIO* memory = BIO_new(BIO_s_mem());
    if (!memory) return {};
    print(memory);
    char* data = nullptr;
    const auto size = BIO_get_mem_data(memory, &data);
    std::string text(data, static_cast<std::size_t>(std::max(size, 0L)));
    BIO_free(memory);
    return text;
}

std::string name_text(const X509_NAME* name) {
    // A server chooses its names itself: control characters are escaped, and the text is cut.
    return printed([&](BIO* out) { X509_NAME_print_ex(out, name, 0, XN_FLAG_RFC2253); }).substr(0, 120);
}

std::int64_t seconds_of(const ASN1_TIME* time) {
    std::tm utc{};
    return ASN1_TIME_to_tm(time, &utc) == 1 ? static_cast<std::int64_t>(::timegm(&utc)) : 0;
}

std::string hexadecimal(const unsigned char* bytes, std::size_t size) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (std::size_t i = 0; i < size; ++i) {
        if (i > 0) text += ':';
        text += digits[bytes[i] >> 4];
        text += digits[bytes[i] & 15];
    }
    return text;
}

std::string alternatives_of(const X509* certificate) {
    auto* names =
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
    std::string text;
    for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
        const auto one = printed([&](BIO* out) { GENERAL_NAME_print(out, sk_GENERAL_NAME_value(names, i)); });
        text += (text.empty() ? "" : ", ") + one.substr(0, 80);
        if (text.size() > 200) break;
    }
    GENERAL_NAMES_free(names);
    return text.empty() ? name_text(X509_get_subject_name(certificate)) : text;
}

Certificate described(X509* certificate) {
    Certificate out;
    out.subject = name_text(X509_get_subject_name(certificate));
    out.issuer = name_text(X509_get_issuer_name(certificate));
    out.names = alternatives_of(certificate);
    out.not_before = seconds_of(X509_get0_notBefore(certificate));
    out.not_after = seconds_of(X509_get0_notAfter(certificate));
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) == 1)
        out.fingerprint = hexadecimal(digest.data(), size);
    out.pem = printed([&](BIO* to) { PEM_write_bio_X509(to, certificate); });
    out.authority = X509_check_ca(certificate) == 1;
    return out;
}

std::string pin_of(X509* certificate) {
    unsigned char* encoded = nullptr;
    const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &encoded);
    if (length <= 0) return {};
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_Digest(encoded, static_cast<std::size_t>(length), digest.data(), &size, EVP_sha256(), nullptr);
    OPENSSL_free(encoded);
    std::array<unsigned char, 64> text{};
    const int written = EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(size));
    return {reinterpret_cast<const char*>(text.data()), static_cast<std::size_t>(std::max(written, 0))};
}

Distrust meaning_of(int error) {
    switch (error) {
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return Distrust::not_yet_valid;
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return Distrust::expired;
        case X509_V_ERR_HOSTNAME_MISMATCH:
        case X509_V_ERR_IP_ADDRESS_MISMATCH:
            return Distrust::wrong_name;
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_CERT_SIGNATURE_FAILURE:
        case X509_V_ERR_CERT_UNTRUSTED:
            return Distrust::unknown_authority;
        default:
            return Distrust::other;
    }
}

/// Goes on after every error and keeps the one that explains most.
int note_error(int accepted, X509_STORE_CTX* chain) {
    if (accepted == 1) return 1;
    const auto* connection =
        static_cast<const SSL*>(X509_STORE_CTX_get_ex_data(chain, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto& facts = *static_cast<Network*>(SSL_get_app_data(connection));
    const int error = X509_STORE_CTX_get_error(chain);
    const auto meaning = meaning_of(error);
    if (facts.distrust == Distrust::none || meaning < facts.distrust) {
        facts.distrust = meaning;
        facts.distrust_detail = X509_verify_cert_error_string(error);
    }
    return 1;
}

bool is_numeric(const std::string& host) {
    return host.find(':') != std::string::npos || host.find_first_not_of("0123456789.") == std::string::npos;
}

void check_pins(const SSL* tls, const std::vector<std::string>& pins, Network& facts) {
    if (pins.empty() || facts.distrust != Distrust::none) return;
    const auto* chain = SSL_get0_verified_chain(tls);
    std::string leaf;
    for (int i = 0; i < sk_X509_num(chain); ++i) {
        const auto pin = pin_of(sk_X509_value(chain, i));
        if (i == 0) leaf = pin;
        if (std::find(pins.begin(), pins.end(), pin) != pins.end()) return;
    }
    facts.distrust = Distrust::no_pin;
    facts.distrust_detail = leaf;
}

}  // namespace

std::string authorities_problem(const std::string& file) {
    const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_client_method()),
                                                               SSL_CTX_free);
    if (SSL_CTX_load_verify_file(context.get(), file.c_str()) == 1) return {};
    const auto code = ERR_peek_error();
    const char* reason = code ? ERR_reason_error_string(code) : nullptr;
    std::string text = reason ? reason : "no certificate in it";
    ERR_clear_error();
    return text;
}

std::optional<Certificate> certificate_in(const std::string& file) {
    const std::unique_ptr<BIO, int (*)(BIO*)> in(BIO_new_file(file.c_str(), "r"), BIO_free);
    const std::unique_ptr<X509, void (*)(X509*)> found(
        in ? PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr) : nullptr, X509_free);
    ERR_clear_error();
    if (!found) return {};
    return described(found.get());
}

bool secure(Stream& stream, const std::string& ca_file, const std::vector<std::string>& pins,
            Network& facts) {
    const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_client_method()),
                                                               SSL_CTX_free);
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, note_error);
    if (ca_file.empty())
        SSL_CTX_set_default_verify_paths(context.get());
    else
        SSL_CTX_load_verify_file(context.get(), ca_file.c_str());
    ERR_clear_error();
    auto* tls = SSL_new(context.get());
    SSL_set_app_data(tls, &facts);
    auto* rules = SSL_get0_param(tls);
    X509_VERIFY_PARAM_set_hostflags(
        rules, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
    if (is_numeric(facts.host)) {
        X509_VERIFY_PARAM_set1_ip_asc(rules, facts.host.c_str());
    } else {
        X509_VERIFY_PARAM_set1_host(rules, facts.host.c_str(), facts.host.size());
        SSL_set_tlsext_host_name(tls, facts.host.c_str());
    }
    facts.handshake_error = stream.shake_hands(tls);
    if (!facts.handshake_error.empty()) {
        facts.not_tls = facts.handshake_error.find("wrong version number") != std::string::npos ||
                        facts.handshake_error.find("packet length too long") != std::string::npos ||
                        facts.handshake_error.find("http request") != std::string::npos;
        return false;
    }
    facts.handshake = true;
    facts.protocol = SSL_get_version(tls);
    auto* chain = SSL_get_peer_cert_chain(tls);
    for (int i = 0; i < sk_X509_num(chain) && i < 8; ++i)
        facts.chain.push_back(described(sk_X509_value(chain, i)));
    check_pins(tls, pins, facts);
    return true;
}

}  // namespace tillpoints::doctor
