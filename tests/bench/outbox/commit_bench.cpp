#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <vector>

#include "sample_entries.hpp"

/// tillpoints-bench-outbox [ROUNDS]: the time of storing one entry beside the least a disk can do for it, the
/// same number of bytes written to a preallocated file and synced; in turns, on the same file system.
namespace tillpoints::testing {
namespace {

using Nanoseconds = std::chrono::nanoseconds;

class PreallocatedFile {
  public:
    explicit PreallocatedFile(const std::string& name)
        : file_(::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        const std::string zeros(size, '\0');
        if (file_ < 0 || ::pwrite(file_, zeros.data(), size, 0) != ssize_t(size) || ::fsync(file_) != 0)
            throw std::runtime_error("no file");
    }
    ~PreallocatedFile() { ::close(file_); }
    PreallocatedFile(const PreallocatedFile&) = delete;
    PreallocatedFile& operator=(const PreallocatedFile&) = delete;

    void append(const std::string& bytes) {
        if (at_ + bytes.size() > size) at_ = 0;
        if (::pwrite(file_, bytes.data(), bytes.size(), off_t(at_)) != ssize_t(bytes.size()) ||
            ::fdatasync(file_) != 0)
            throw std::runtime_error("the disk failed");
        at_ += bytes.size();
    }

  private:
    static constexpr std::size_t size = 8u << 20;
    int file_;
    std::size_t at_ = 0;
};

template <class Work>
Nanoseconds time_of(Work work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::steady_clock::now() - begin;
}

double microseconds(std::vector<Nanoseconds>& times, double share) {
    std::sort(times.begin(), times.end());
    return std::chrono::duration<double, std::micro>(times[std::size_t(share * double(times.size() - 1))])
        .count();
}

void report(const char* name, std::vector<Nanoseconds>& times) {
    std::cout << name << ": p50 " << microseconds(times, 0.5) << " us, p99 " << microseconds(times, 0.99)
              << " us\n";
}

void run(int rounds) {
    const Shop shop;
    const auto outbox = shop.open();
    PreallocatedFile file((shop.folder() / "plain").string());
    const std::string payload(dump(to_json(sale("r").body)).size() + 200, 'p');
    std::vector<Nanoseconds> plain, committed, tidied;
    for (int round = -200; round < rounds; ++round) {
        const OutboxEntry entry = sale("receipt-" + std::to_string(round));
        const auto direct = time_of([&] { file.append(payload); });
        const auto stored = time_of([&] { store(*outbox, entry); });
        const auto tidy = time_of([&] { static_cast<void>(outbox->tidy()); });
        if (round < 0) continue;
        plain.push_back(direct);
        committed.push_back(stored);
        if (tidy > std::chrono::microseconds(100)) tidied.push_back(tidy);
    }
    std::cout << rounds << " rounds, " << payload.size() << " bytes of payload\n";
    report("write and fdatasync", plain);
    report("commit of one fact ", committed);
    if (!tidied.empty()) report("tidy, when it moves", tidied);
    std::cout << "ratio of medians: " << microseconds(committed, 0.5) / microseconds(plain, 0.5) << '\n';
}

}  // namespace
}  // namespace tillpoints::testing

int main(int count, char** arguments) {
    tillpoints::testing::run(count > 1 ? std::atoi(arguments[1]) : 3000);
    return 0;
}
