#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "plugin/transport/base_url.hpp"

namespace tillpoints {

/// Finds the addresses of one host. A numeric host and http's localhost need no look-up. Otherwise the
/// operating system is asked on a thread that is made for each look-up. It is joined when the look-up has
/// ended, or when the execution context is destroyed: that waits for at most one unfinished look-up, as long
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

    /// `done` is called once on the executor, never from inside; not at all after abandon().
    void find(std::function<void(const Found&)> done);
    /// Forgets who waits; an unfinished look-up goes on without a caller.
    void abandon() noexcept;

  private:
    void answer_soon(Found found);
    void ask_the_system();

    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace tillpoints
