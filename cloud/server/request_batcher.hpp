#pragma once
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <vector>

#include "cloud/server/reply.hpp"

namespace tillpoints::cloud {

/// Requests that are there at the same moment are handled in one go, in the order they came, so that they can
/// share what is costly. Nobody is waited for. One thread; must outlive the io_context's running.
class RequestBatcher {
  public:
    /// One reply for each request. Where it throws, each gets a 500.
    using Handler = std::function<std::vector<Reply>(const std::vector<HttpRequest>&)>;

    /// `most` are handled in one go.
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
    std::vector<std::function<void(Reply)>> waiting_;  ///< for the replies to `requests_`
};

}  // namespace tillpoints::cloud
