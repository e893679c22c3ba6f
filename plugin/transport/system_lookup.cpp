#include "plugin/transport/system_lookup.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/auxv.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

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

constexpr int longest_wait_ms = 500;

const void* base_of(const void* address) {
    Dl_info info{};
    return ::dladdr(address, &info) != 0 ? info.dli_fbase : nullptr;
}

/// From now on the code of this library stays in the process. False if that cannot be done.
bool stays_loaded() {
    static const char here = 0;
    Dl_info info{};
    if (::dladdr(&here, &info) == 0) return false;
    const bool in_the_program = info.dli_fbase == base_of(reinterpret_cast<void*>(::getauxval(AT_PHDR)));
    return in_the_program || ::dlopen(info.dli_fname, RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE) != nullptr;
}

}  // namespace

struct SystemLookup::Question {
    Question(std::string the_host, std::string the_port)
        : host(std::move(the_host)), port(std::move(the_port)), ended(new_eventfd()) {}
    ~Question() { ::close(ended); }
    Question(const Question&) = delete;
    Question& operator=(const Question&) = delete;

    void answer() noexcept {
        try {
            found = ask(host, port);
        } catch (...) {  // no memory: nothing is found
        }
        ::eventfd_write(ended, 1);
    }
    bool is_answered(int within_ms) const {
        pollfd readable{ended, POLLIN, 0};
        return ::poll(&readable, 1, within_ms) == 1;
    }

    const std::string host;
    const std::string port;
    const int ended;  ///< an eventfd
    NameLookup::Found found;
};

SystemLookup::SystemLookup(const boost::asio::any_io_executor& executor, std::string host, std::string port)
    : question_(std::make_shared<Question>(std::move(host), std::move(port))), ended_(executor) {
    const int descriptor = ::fcntl(question_->ended, F_DUPFD_CLOEXEC, 0);
    if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
    try {
        ended_.assign(descriptor);
    } catch (...) {
        ::close(descriptor);
        throw;
    }
}

SystemLookup::~SystemLookup() {
    if (!thread_.joinable()) return;
    if (!question_->is_answered(longest_wait_ms) && stays_loaded())
        thread_.detach();
    else
        thread_.join();
}

void SystemLookup::start() {
    thread_ = std::thread([question = question_] { question->answer(); });
}

NameLookup::Found SystemLookup::take() {
    thread_.join();
    return std::move(question_->found);
}

}  // namespace tillpoints
