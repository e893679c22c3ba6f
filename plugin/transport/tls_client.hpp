#pragma once
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "plugin/transport/base_url.hpp"
#include "protocol/error.hpp"

struct ssl_st;
struct ssl_ctx_st;
struct ssl_session_st;
struct x509_store_ctx_st;

namespace tillpoints {

/// The TLS settings for one host and the sessions that can be resumed with it.
/// Used on one thread. Leaves nothing in OpenSSL's global state: no ex-data index, no callback outside its
/// own context, the thread's error queue empty.
class TlsClient {
  public:
    /// `ca_file` empty: the system's authorities. `pins`: base64 SHA-256 of public keys (SPKI), one of which
    /// the verified chain must contain; empty: any chain that verifies. `most_sessions`: how many are
    /// remembered.
    static Result<std::shared_ptr<TlsClient>> make(const BaseUrl& url, const std::string& ca_file,
                                                   std::vector<std::string> pins, std::size_t most_sessions);
    ~TlsClient();
    TlsClient(const TlsClient&) = delete;
    TlsClient& operator=(const TlsClient&) = delete;

    /// A connection ready for the handshake, with the server's name and the session to resume. The caller
    /// owns it (SSL_free) and keeps this TlsClient alive as long. Null if memory is short.
    ssl_st* start();

    /// To be called after a failed handshake, because an offered session may have been the cause.
    void forget_sessions();
    /// After a handshake that failed: why the server's certificate was refused; empty if that was not the
    /// cause.
    std::string refusal_of(ssl_st* connection) const;
    /// After a handshake that succeeded: why the pins refuse the server; empty if they do not, and then its
    /// sessions are remembered.
    std::string accept(ssl_st* connection);

  private:
    explicit TlsClient(const BaseUrl& url) : url_(url) {}
    bool set_up(const std::string& ca_file);
    std::string pin_refusal_of(ssl_st* connection) const;
    void offer_session(ssl_st* connection);
    void remember(ssl_session_st* session);
    static int on_verified(int accepted, x509_store_ctx_st* chain);
    static int on_new_session(ssl_st* connection, ssl_session_st* session);

    BaseUrl url_;
    ssl_ctx_st* context_ = nullptr;
    std::vector<std::string> pins_;
    std::size_t most_sessions_ = 0;
    std::string rejected_;                  ///< the certificate that was rejected last, described
    std::deque<ssl_session_st*> sessions_;  ///< owned, the newest at the back
};

}  // namespace tillpoints
