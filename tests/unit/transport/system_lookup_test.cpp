#include "plugin/transport/system_lookup.hpp"

#include <dlfcn.h>
#include <netdb.h>

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <mutex>
#include <optional>

namespace {

/// Holds back every look-up of this program while it exists, as a resolver does that nobody answers.
class SilentResolver {
  public:
    SilentResolver() { set(true); }
    ~SilentResolver() { set(false); }
    SilentResolver(const SilentResolver&) = delete;
    SilentResolver& operator=(const SilentResolver&) = delete;

    static void pass() {
        std::unique_lock lock(mutex);
        changed.wait(lock, [] { return !silent; });
    }

  private:
    static void set(bool value) {
        const std::lock_guard lock(mutex);
        silent = value;
        changed.notify_all();
    }
    static inline std::mutex mutex;
    static inline std::condition_variable changed;
    static inline bool silent = false;
};

}  // namespace

extern "C" int getaddrinfo(const char* host, const char* port, const addrinfo* hints, addrinfo** found) {
    static const auto real = reinterpret_cast<decltype(&getaddrinfo)>(::dlsym(RTLD_NEXT, "getaddrinfo"));
    SilentResolver::pass();
    return real(host, port, hints, found);
}

using namespace tillpoints;

TEST_CASE("a look-up whose resolver answers gives addresses") {
    boost::asio::io_context io;
    SystemLookup lookup(io.get_executor(), "127.0.0.1", "443");
    lookup.start();
    std::optional<NameLookup::Found> found;
    lookup.ended().async_wait(boost::asio::posix::descriptor_base::wait_read,
                              [&](const boost::system::error_code&) { found = lookup.take(); });
    io.run();
    REQUIRE(found);
    CHECK(found->addresses == std::vector<std::string>{"127.0.0.1"});
}

TEST_CASE("the end of a look-up does not wait for a resolver that never answers") {
    const SilentResolver silent;
    boost::asio::io_context io;
    std::optional<SystemLookup> lookup;
    lookup.emplace(io.get_executor(), "127.0.0.1", "443");
    lookup->start();
    lookup.reset();
    SUCCEED("it ended before the resolver did");
}
