#include "plugin/transport/tls_client.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>

#include "plugin/transport/secret.hpp"

namespace tillpoints {
namespace {

constexpr std::size_t pin_length = 44;  // base64 of 32 bytes

/// At most so much of a name or date goes into a log line: a server chooses the names itself.
constexpr int longest_name = 120;

/// What `print` writes to a memory BIO, cut.
template <class Print>
std::string printed(Print print) {
    BIO* memory = BIO_new(BIO_s_mem());
    if (!memory) return {};
    print(memory);
    char text[longest_name];
    const int size = BIO_read(memory, text, longest_name);
    BIO_free(memory);
    return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

std::string name_of(const X509_NAME* name) {
    return printed([&](BIO* out) { X509_NAME_print_ex(out, name, 0, XN_FLAG_RFC2253); });
}

std::string date_of(const ASN1_TIME* time) {
    return printed([&](BIO* out) { ASN1_TIME_print(out, time); });
}

/// Whose certificate the server shows and who issued it, for a technician.
std::string description_of(const X509* shown) {
    if (!shown) return {};
    return "; the server shows the certificate of " + name_of(X509_get_subject_name(shown)) + ", issued by " +
           name_of(X509_get_issuer_name(shown)) + ", valid from " + date_of(X509_get0_notBefore(shown)) +
           " to " + date_of(X509_get0_notAfter(shown));
}

std::string pin_of(X509* certificate) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    unsigned char* encoded = nullptr;
    const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &encoded);
    if (length <= 0) return {};
    const int digested =
        EVP_Digest(encoded, static_cast<std::size_t>(length), digest.data(), &size, EVP_sha256(), nullptr);
    OPENSSL_free(encoded);
    if (digested != 1) return {};
    return base64_of({reinterpret_cast<const char*>(digest.data()), size});
}

bool is_pin(const std::string& text) {
    return text.size() == pin_length && text.back() == '=' &&
           std::all_of(text.begin(), text.end() - 1, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      c == '+' || c == '/';
           });
}

}  // namespace

Result<std::shared_ptr<TlsClient>> TlsClient::make(const BaseUrl& url, const std::string& ca_file,
                                                   std::vector<std::string> pins, std::size_t most_sessions) {
    if (!std::all_of(pins.begin(), pins.end(), is_pin))
        return Problem{Errc::invalid_value, "pins", "base64 of a SHA-256 (44 characters)", {}};
    std::shared_ptr<TlsClient> client(new TlsClient(url));
    client->pins_ = std::move(pins);
    client->most_sessions_ = most_sessions;
    const bool ready = client->set_up(ca_file);
    ERR_clear_error();
    if (!ready) {
        if (ca_file.empty()) return Problem{Errc::misuse, "tls", "the system's certificate authorities", {}};
        return Problem{Errc::invalid_value, "ca_file", "a readable PEM file of certificates", ca_file};
    }
    return client;
}

bool TlsClient::set_up(const std::string& ca_file) {
    context_ = SSL_CTX_new(TLS_client_method());
    if (!context_ || SSL_CTX_set_min_proto_version(context_, TLS1_2_VERSION) != 1) return false;
    SSL_CTX_set_options(context_, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_verify(context_, SSL_VERIFY_PEER, &TlsClient::on_verified);
    SSL_CTX_set_session_cache_mode(context_, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_set_app_data(context_, this);
    SSL_CTX_sess_set_new_cb(context_, &TlsClient::on_new_session);
    if (ca_file.empty()) return SSL_CTX_set_default_verify_paths(context_) == 1;
    return SSL_CTX_load_verify_file(context_, ca_file.c_str()) == 1;
}

TlsClient::~TlsClient() {
    forget_sessions();
    if (!context_) return;
    SSL_CTX_sess_set_new_cb(context_, nullptr);
    SSL_CTX_free(context_);
}

/// A handshake that fails keeps no certificate, so it is described while it is being verified.
int TlsClient::on_verified(int accepted, x509_store_ctx_st* chain) {
    if (accepted == 1) return accepted;
    const auto* connection =
        static_cast<const SSL*>(X509_STORE_CTX_get_ex_data(chain, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto* client = static_cast<TlsClient*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(connection)));
    try {
        client->rejected_ = description_of(X509_STORE_CTX_get0_cert(chain));
    } catch (...) {  // no memory: OpenSSL must not be left by an exception
        client->rejected_.clear();
    }
    return accepted;
}

int TlsClient::on_new_session(ssl_st* connection, ssl_session_st* session) {
    // TLS 1.3 sends tickets after the handshake, and only an accepted connection is read from. An older
    // version makes its session within the handshake, before the pins were checked: accept() takes that one.
    if (SSL_version(connection) < TLS1_3_VERSION) return 0;
    static_cast<TlsClient*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(connection)))->remember(session);
    return 0;
}

std::string TlsClient::accept(ssl_st* connection) {
    auto refusal = pin_refusal_of(connection);
    if (refusal.empty() && SSL_version(connection) < TLS1_3_VERSION && !SSL_session_reused(connection))
        remember(SSL_get0_session(connection));
    ERR_clear_error();
    return refusal;
}

void TlsClient::remember(ssl_session_st* session) {
    auto* copy = SSL_SESSION_dup(session);
    if (!copy) return;
    try {
        sessions_.push_back(copy);
    } catch (...) {  // no memory: OpenSSL, which called, must not be left by an exception
        return SSL_SESSION_free(copy);
    }
    while (sessions_.size() > most_sessions_) {
        SSL_SESSION_free(sessions_.front());
        sessions_.pop_front();
    }
}

ssl_st* TlsClient::start() {
    auto* connection = SSL_new(context_);
    if (!connection) return nullptr;
    auto* rules = SSL_get0_param(connection);
    X509_VERIFY_PARAM_set_hostflags(
        rules, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
    const bool bound = url_.is_address
                           ? X509_VERIFY_PARAM_set1_ip_asc(rules, url_.host.c_str()) == 1
                           : X509_VERIFY_PARAM_set1_host(rules, url_.host.c_str(), url_.host.size()) == 1 &&
                                 SSL_set_tlsext_host_name(connection, url_.host.c_str()) == 1;
    if (!bound) {
        SSL_free(connection);
        return nullptr;
    }
    offer_session(connection);
    return connection;
}

void TlsClient::offer_session(ssl_st* connection) {
    if (sessions_.empty()) return;
    auto* session = sessions_.back();
    // A copy: OpenSSL marks a session as not resumable when a connection that uses it ends without farewell.
    if (auto* copy = SSL_SESSION_dup(session)) {
        SSL_set_session(connection, copy);
        SSL_SESSION_free(copy);
    }
    // A TLS 1.3 ticket may be used once; a session of an older version is used until it is replaced.
    if (SSL_SESSION_get_protocol_version(session) < TLS1_3_VERSION) return;
    SSL_SESSION_free(session);
    sessions_.pop_back();
}

void TlsClient::forget_sessions() {
    for (auto* session : sessions_) SSL_SESSION_free(session);
    sessions_.clear();
}

std::string TlsClient::refusal_of(ssl_st* connection) const {
    const long result = SSL_get_verify_result(connection);
    if (result == X509_V_OK) return {};
    std::string reason = X509_verify_cert_error_string(result);
    switch (result) {
        case X509_V_ERR_CERT_NOT_YET_VALID:
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return reason + ": check the date and the clock of this terminal" + rejected_;
        case X509_V_ERR_HOSTNAME_MISMATCH:
        case X509_V_ERR_IP_ADDRESS_MISMATCH:
            return reason + ": the certificate is not for " + url_.host + rejected_;
        default:
            return reason + rejected_;
    }
}

std::string TlsClient::pin_refusal_of(ssl_st* connection) const {
    // The pins were checked when the resumed session was made.
    if (pins_.empty() || SSL_session_reused(connection)) return {};
    const auto* chain = SSL_get0_verified_chain(connection);
    std::string leaf;
    for (int i = 0; i < sk_X509_num(chain); ++i) {
        const auto pin = pin_of(sk_X509_value(chain, i));
        if (std::find(pins_.begin(), pins_.end(), pin) != pins_.end()) return {};
        if (i == 0) leaf = pin;
    }
    return "no key of the certificate chain is pinned; the server's is " + leaf;
}

}  // namespace tillpoints
