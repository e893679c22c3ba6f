#pragma once
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <memory>
#include <string>

#include "cloud/api/service.hpp"
#include "cloud/app/options.hpp"
#include "cloud/console/console.hpp"
#include "http/long_answers.hpp"
#include "http/server.hpp"

namespace tillpoints::cloud {

/// What is wrong with where the console is to listen; nothing if it may.
std::optional<Problem> refuse_console(const ConsoleOptions& options);

/// The console on a port of its own. Its calls are answered on threads of their own, so that neither a
/// password nor a report keeps terminals waiting. Throws boost::system::system_error if it cannot listen.
class ConsolePort {
  public:
    /// `card_url` is where customers' cards are served; empty: nowhere.
    ConsolePort(boost::asio::io_context& io, Service& service, const Options& options,
                const std::string& card_url);

    std::uint16_t port() const { return server_->port(); }
    const std::string& url() const { return url_; }

  private:
    void answer_at_length(boost::asio::io_context& io, LongAnswers& answers, HttpRequest request,
                          std::function<void(Reply)> done);

    std::unique_ptr<Console> console_;
    std::unique_ptr<Server> server_;
    std::string url_;
    boost::asio::thread_pool workers_;
    LongAnswers long_answers_;  ///< to what reads much
    LongAnswers counts_;        ///< to what takes seconds and waits for no report
};

}  // namespace tillpoints::cloud
