#include "adapters/conform/recorder.hpp"

#include <stdexcept>

#include "adapters/conform/timestamp.hpp"

namespace tillpoints::conform {

Recorder::Recorder(const std::string& file) : out_(file, std::ios::app) {
    if (!out_) throw std::runtime_error(file + " cannot be written");
}

void Recorder::write(Entry entry) {
    const std::lock_guard lock(mutex_);
    const auto thread =
        threads_.try_emplace(std::this_thread::get_id(), static_cast<int>(threads_.size()) + 1).first;
    entry.thread = thread->second;
    entry.at_us = now_us();
    out_ << to_line(entry) << '\n' << std::flush;
}

void Recorder::keep_returned(std::string reply) {
    constexpr std::size_t kept = 64;
    const std::lock_guard lock(mutex_);
    returned_.push_back(std::move(reply));
    if (returned_.size() > kept) returned_.pop_front();
}

int Recorder::next_number() {
    const std::lock_guard lock(mutex_);
    return ++numbers_;
}

}  // namespace tillpoints::conform
