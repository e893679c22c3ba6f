#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "plugin/transport/base_url.hpp"

namespace tillpoints {

/// Finds the addresses of one host. A numeric host and http's localhost need no look-up. Otherwise the
/// operating system is asked on the execution context's own resolver thread, which is made at the first
/// look-up and joined when the context is destroyed: that waits for at most one unfinished look-up, as long
/// as the system's resolver takes to give up. Calls made during a look-up share its result.
class NameLookup {
  public:
    /// Numeric addresses in the system's order of preference; if there are none, `failure` says why.
    struct Found {
        std::vector<std::string> addresses;
        std::string failure;
    };

    NameLookup(const boost::asio::any_io_executor& executor, const BaseUrl& url);
    ~NameLookup();

    /// `done` is called once on the executor, never from inside; not at all after close().
    void find(std::function<void(const Found&)> done);
    void close();

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace tillpoints
