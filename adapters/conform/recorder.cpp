#include "adapters/conform/recorder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <stdexcept>

#include "adapters/conform/event.hpp"
#include "adapters/conform/timestamp.hpp"

namespace tillpoints::conform {
namespace {

/// Without the PIN or code that a customer said, which decides nothing about a host.
std::string without_secret(std::string text) {
    if (text.find("confirmation_requested") == std::string::npos) return text;
    Json event = Json::parse(text, nullptr, false);
    if (!event.is_object() || !event.contains("value")) return text;
    event["value"] = "***";
    return event.dump();
}

}  // namespace

Recorder::Recorder(const std::string& file) {
    // What customers said stands in it, so that it is for its owner only from the beginning.
    const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (made >= 0) ::close(made);
    out_.open(file, std::ios::app);
    if (!out_) throw std::runtime_error(file + " cannot be written");
}

void Recorder::write(Entry entry) {
    const std::lock_guard lock(mutex_);
    const auto thread =
        threads_.try_emplace(std::this_thread::get_id(), static_cast<int>(threads_.size()) + 1).first;
    entry.thread = thread->second;
    entry.at_us = now_us();
    if (entry.call == Call::submit) entry.text = without_secret(std::move(entry.text));
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
