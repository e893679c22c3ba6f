#pragma once
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <vector>

#include "http/reply.hpp"

namespace tillpoints {

/// Hands requests that are there at the same moment to its handler together, in the order they came, so that
/// they can share one commit. No request waits for one that is not there yet. One thread; must outlive the
/// running of the io_context.
class RequestBatcher {
  public:
    /// One answer for each request. If it throws, each request gets a 500.
    using Handler = std::function<std::vector<HttpAnswer>(const std::vector<HttpRequest>&)>;

    /// At most `most` requests are handled together.
    RequestBatcher(boost::asio::io_context& io, std::size_t most, Handler handler)
        : io_(io), most_(most), handler_(std::move(handler)) {}
    RequestBatcher(const RequestBatcher&) = delete;
    RequestBatcher& operator=(const RequestBatcher&) = delete;

    void add(HttpRequest request, std::function<void(Reply)> done);

  private:
    void handle();

    boost::asio::io_context& io_;
    const std::size_t most_;
    const Handler handler_;
    std::vector<HttpRequest> requests_;
    std::vector<std::function<void(Reply)>> waiting_;  ///< for the answers to `requests_`
};

}  // namespace tillpoints
