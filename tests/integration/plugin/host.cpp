#include "host.hpp"

#include <dlfcn.h>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <thread>

namespace tillpoints::test {
namespace {

using Clock = std::chrono::steady_clock;

/// How long after its deadline a reply is awaited before the test fails.
constexpr std::chrono::seconds patience{10};

void keep(void* user, tillpoints_text text) {
    static_cast<std::string*>(user)->assign(text.data, text.size);
}

struct Reply {
    std::mutex mutex;
    std::condition_variable arrived;
    std::optional<std::string> text;
    Clock::time_point at;

    static void take(void* user, tillpoints_text reply) {
        auto& self = *static_cast<Reply*>(user);
        const std::lock_guard lock(self.mutex);
        self.at = Clock::now();
        self.text.emplace(reply.data, reply.size);
        self.arrived.notify_one();
    }
};

}  // namespace

namespace {

/// The context is the host's key.
std::size_t read_key(void* context, char* key, std::size_t capacity) {
    return static_cast<const std::string*>(context)->copy(key, capacity);
}

const void* host_extension(void* context, const char* id) {
    static constexpr tillpoints_host_ext_key extension{sizeof(tillpoints_host_ext_key), read_key};
    const bool has_key = !static_cast<const std::string*>(context)->empty();
    return has_key && std::string_view(id) == TILLPOINTS_HOST_EXT_KEY ? &extension : nullptr;
}

}  // namespace

Host::Host(const Json& config, std::string key)
    : key_(std::move(key)), handle_(dlopen(TILLPOINTS_LIBRARY, RTLD_NOW | RTLD_LOCAL)) {
    if (handle_ == nullptr) throw std::runtime_error(dlerror());
    entry_ = static_cast<const tillpoints_entry_points*>(dlsym(handle_, "tillpoints_entry"));
    entry_->init();
    const auto* factory = static_cast<const tillpoints_factory*>(entry_->get_factory(TILLPOINTS_FACTORY));
    const auto text = config.dump();
    std::string report;
    const tillpoints_host offered{sizeof(tillpoints_host), TILLPOINTS_ABI_MAJOR, &key_, nullptr,
                                  host_extension};
    if (factory->create({text.data(), text.size()}, &offered, keep, &report, &instance_) != TILLPOINTS_OK)
        throw std::runtime_error("create: " + report);
    diagnostics_ = static_cast<const tillpoints_ext_diagnostics*>(
        instance_->get_extension(instance_, TILLPOINTS_EXT_DIAGNOSTICS));
}

Host::~Host() {
    if (instance_ != nullptr) instance_->destroy(instance_);
    entry_->deinit();
    dlclose(handle_);
}

Json Host::submit(const std::string& event, std::chrono::milliseconds deadline) {
    Reply reply;
    const auto began = Clock::now();
    const auto status = instance_->submit(instance_, {event.data(), event.size()},
                                          static_cast<std::uint32_t>(deadline.count()), &Reply::take, &reply);
    if (status != TILLPOINTS_OK) throw std::runtime_error("submit answered " + std::to_string(status));
    std::unique_lock lock(reply.mutex);
    // Without a reply the test ends here, because a late reply would be written into a dead stack frame.
    if (!reply.arrived.wait_for(lock, deadline + patience, [&] { return reply.text.has_value(); }))
        std::terminate();
    waited_ = std::chrono::duration_cast<std::chrono::microseconds>(reply.at - began);
    return Json::parse(*reply.text);
}

Json Host::say(const std::string& event, Json members, std::chrono::milliseconds deadline) {
    members["v"] = 1;
    members["event"] = event;
    return submit(members.dump(), deadline);
}

Json Host::status() const {
    std::string report;
    if (diagnostics_->status(instance_, keep, &report) != TILLPOINTS_OK)
        throw std::runtime_error("no status");
    return Json::parse(report);
}

Json Host::entries_of(const std::string& receipt) const {
    std::string report;
    if (diagnostics_->receipt(instance_, {receipt.data(), receipt.size()}, keep, &report) != TILLPOINTS_OK)
        throw std::runtime_error("no facts");
    return Json::parse(report).at("facts");
}

void Host::rest() {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

void Host::wait_online() const {
    const auto online = [](const Json& status) { return status.at("link").at("state") == "online"; };
    if (!wait_until(online, std::chrono::seconds(10)))
        throw std::runtime_error("the plugin does not come online");
}

std::chrono::milliseconds Host::wait_settled(std::chrono::seconds limit) const {
    const auto began = Clock::now();
    Json queue;
    const auto settled = [&](const Json& status) {
        queue = status.at("queue");
        return queue.at("pending") == 0 && queue.at("settling") == 0;
    };
    if (!wait_until(settled, limit)) throw std::runtime_error("not settled: " + queue.dump());
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began);
}

}  // namespace tillpoints::test
