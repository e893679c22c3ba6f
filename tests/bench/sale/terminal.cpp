#include "terminal.hpp"

#include <dlfcn.h>

#include <stdexcept>
#include <thread>

namespace tillpoints::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint32_t deadline_ms = 10'000;

void keep(void* user, tillpoints_text text) {
    static_cast<std::string*>(user)->assign(text.data, text.size);
}

}  // namespace

Terminal::Terminal(const std::string& library, const std::string& config)
    : handle_(dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL)) {
    if (handle_ == nullptr) throw std::runtime_error(dlerror());
    entry_ = static_cast<const tillpoints_entry_points*>(dlsym(handle_, "tillpoints_entry"));
    if (entry_ == nullptr || entry_->init() != TILLPOINTS_OK) throw std::runtime_error(library + ": no init");
    const auto* factory = static_cast<const tillpoints_factory*>(entry_->get_factory(TILLPOINTS_FACTORY));
    std::string report;
    if (factory->create({config.data(), config.size()}, nullptr, keep, &report, &instance_) != TILLPOINTS_OK)
        throw std::runtime_error("create: " + report);
    diagnostics_ = static_cast<const tillpoints_ext_diagnostics*>(
        instance_->get_extension(instance_, TILLPOINTS_EXT_DIAGNOSTICS));
}

Terminal::~Terminal() {
    instance_->destroy(instance_);
    entry_->deinit();
    dlclose(handle_);
}

void Terminal::take(void* user, tillpoints_text reply) {
    auto& self = *static_cast<Terminal*>(user);
    {
        const std::lock_guard lock(self.mutex_);
        self.reply_.assign(reply.data, reply.size);
        self.has_reply_ = true;
    }
    self.arrived_.notify_one();
}

const std::string& Terminal::say(const char* event, const std::string& receipt, const std::string& members) {
    const std::string text =
        std::string(R"({"v":1,"event":")") + event + R"(","receipt_id":")" + receipt + '"' + members + '}';
    const auto began = Clock::now();
    if (instance_->submit(instance_, {text.data(), text.size()}, deadline_ms, take, this) != TILLPOINTS_OK)
        throw std::runtime_error(std::string(event) + " was not taken");
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return has_reply_; });
    has_reply_ = false;
    waited_ = Clock::now() - began;
    return reply_;
}

Json Terminal::status() const {
    std::string report;
    if (diagnostics_->status(instance_, keep, &report) != TILLPOINTS_OK)
        throw std::runtime_error("no status");
    return Json::parse(report);
}

void Terminal::wait_settled() const {
    const auto due = Clock::now() + std::chrono::seconds(30);
    for (;;) {
        const auto now = status();
        const auto& queue = now.at("queue");
        const auto& link = now.at("link").at("state");
        if (link == "offline" || (queue.at("pending") == 0 && queue.at("settling") == 0 && link == "online"))
            return;
        if (Clock::now() > due) throw std::runtime_error("not settled: " + now.dump());
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

}  // namespace tillpoints::bench
