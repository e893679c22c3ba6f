#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "plugin/transport/transport.hpp"

namespace tillpoints {

struct HttpsOptions {
    std::string base_url;  ///< "https://api.uds.app/partner/v2"; "http://" only to a loopback address
    std::string ca_file;   ///< PEM bundle; empty: the system's
    std::vector<std::string>
        pins;  ///< base64 SHA-256 of acceptable public keys (SPKI); empty: any that verifies
    std::string company_id;
    std::string api_key;  ///< secret: wiped when the transport goes
    /// Reads the present key, if the key can be replaced while the process runs. If it returns an empty text,
    /// the key cannot be read and the previous one is kept. Called after a 401 or 403, and from time to time
    /// before a request.
    std::function<std::string()> key_source;
    std::chrono::milliseconds key_check{60'000};  ///< how often "from time to time" is
    std::string credential_header = "Authorization";
    std::string accept_language = "ru";
    std::chrono::milliseconds idle_limit{15'000};  ///< a kept connection unused for longer is not used again
    std::size_t answer_limit = 8u << 20;
    std::size_t max_connections = 4;
};

/// The HTTPS client: TLS 1.2 or newer, chain and host name verified, connections kept and sessions resumed.
/// A kept connection that the server has closed is usually noticed before it is used again. If it is only
/// noticed afterwards, a GET is repeated once on a new connection within the same timeout; a POST is not,
/// because its outcome is unclear. Requests beyond `max_connections` wait, within their timeout.
///
/// Runs entirely on `executor`, which must run on one thread. Names are looked up on a thread of their own;
/// destroying the executor's context joins it, which may wait for the system's resolver to give up on one
/// name. Destroy the transport before the context; then nothing of it is left in the process.
///
/// Answers a Problem when the options cannot work (unreadable CA file, bad URL, a pin that is no digest).
Result<std::unique_ptr<Transport>> make_https_transport(const boost::asio::any_io_executor& executor,
                                                        HttpsOptions options);

}  // namespace tillpoints
