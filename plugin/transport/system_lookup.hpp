#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <memory>
#include <string>
#include <thread>

#include "plugin/transport/name_lookup.hpp"

namespace tillpoints {

/// One question to the system's resolver, on a thread of its own. Asio's resolver is not used, because it
/// allocates while it is destroyed, which ends the process if there is no memory. This thread tells the
/// executor by an eventfd that it has ended, which needs none. Made and destroyed on the executor's thread,
/// or after it has ended.
class SystemLookup {
  public:
    /// This and `start` throw a std::runtime_error if there can be no descriptor or no thread.
    SystemLookup(const boost::asio::any_io_executor& executor, std::string host, std::string port);
    /// Waits for the thread half a second. The resolver may need much longer, and the C library's own never
    /// answers if it once found no memory. A thread that goes on is left alone, and the library stays loaded.
    ~SystemLookup();
    SystemLookup(const SystemLookup&) = delete;
    SystemLookup& operator=(const SystemLookup&) = delete;

    /// Becomes readable when the look-up has ended; then `take` may be called, once.
    boost::asio::posix::stream_descriptor& ended() { return ended_; }
    void start();
    NameLookup::Found take();

  private:
    struct Question;

    std::shared_ptr<Question> question_;  ///< the thread's too
    boost::asio::posix::stream_descriptor ended_;
    std::thread thread_;
};

}  // namespace tillpoints
