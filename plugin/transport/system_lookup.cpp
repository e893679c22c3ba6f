#include "plugin/transport/system_lookup.hpp"

#include <netdb.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <system_error>

namespace tillpoints {
namespace {

int new_eventfd() {
    const int descriptor = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
    return descriptor;
}

std::string text_of(int failure, int number) {
    return failure == EAI_SYSTEM ? std::generic_category().message(number) : ::gai_strerror(failure);
}

std::string numeric(const addrinfo& entry) {
    std::array<char, NI_MAXHOST> text{};
    const int failed =
        ::getnameinfo(entry.ai_addr, entry.ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST);
    return failed == 0 ? text.data() : "";
}

NameLookup::Found ask(const std::string& host, const std::string& port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo* first = nullptr;
    const int failed = ::getaddrinfo(host.c_str(), port.c_str(), &hints, &first);
    if (failed != 0) return {{}, text_of(failed, errno)};
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> list(first, ::freeaddrinfo);
    NameLookup::Found found;
    for (const auto* entry = first; entry; entry = entry->ai_next)
        if (auto address = numeric(*entry); !address.empty()) found.addresses.push_back(std::move(address));
    return found;
}

}  // namespace

SystemLookup::SystemLookup(const boost::asio::any_io_executor& executor, std::string host, std::string port)
    : host_(std::move(host)), port_(std::move(port)), ended_(executor) {
    const int descriptor = new_eventfd();
    try {
        ended_.assign(descriptor);
    } catch (...) {
        ::close(descriptor);
        throw;
    }
}

SystemLookup::~SystemLookup() {
    if (thread_.joinable()) thread_.join();
}

void SystemLookup::start() {
    thread_ = std::thread([this, descriptor = ended_.native_handle()] { run(descriptor); });
}

void SystemLookup::run(int descriptor) noexcept {
    try {
        found_ = ask(host_, port_);
    } catch (...) {  // no memory: nothing is found
    }
    ::eventfd_write(descriptor, 1);
}

NameLookup::Found SystemLookup::take() {
    thread_.join();
    return std::move(found_);
}

}  // namespace tillpoints
