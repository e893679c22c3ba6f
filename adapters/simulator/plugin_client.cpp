#include "adapters/simulator/plugin_client.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace tillpoints::simulator {
namespace {

using Clock = std::chrono::steady_clock;

/// How long after an event's deadline the register waits before it reports a missing reply.
constexpr std::chrono::seconds patience{10};

std::chrono::microseconds micros(Clock::duration duration) {
    return std::chrono::duration_cast<std::chrono::microseconds>(duration);
}

}  // namespace

struct PluginClient::Pending {
    std::mutex mutex;
    std::condition_variable answered;
    int replies = 0;
    std::string reply;
    Clock::time_point sent;
    Clock::time_point submitted;
    Clock::time_point received;

    static void take(void* user, tillpoints_text reply) {
        auto& self = *static_cast<Pending*>(user);
        const std::lock_guard lock(self.mutex);
        self.received = Clock::now();
        self.reply.assign(reply.data, reply.size);
        ++self.replies;
        self.answered.notify_all();
    }
};

PluginClient::PluginClient(std::unique_ptr<Plugin> plugin, std::chrono::milliseconds deadline,
                           std::ostream* trace)
    : deadline_(deadline), trace_(trace), plugin_(std::move(plugin)) {}

PluginClient::~PluginClient() = default;

PluginClient::Pending& PluginClient::submit(const std::string& event, const Json& members) {
    Json message{{"v", 1}, {"event", event}};
    message.update(members);
    const auto text = message.dump();
    if (trace_ != nullptr) *trace_ << text << '\n' << std::flush;
    auto& pending = *pending_.emplace_back(std::make_unique<Pending>());
    pending.sent = Clock::now();
    const auto status =
        plugin_->submit(text, static_cast<std::uint32_t>(deadline_.count()), &Pending::take, &pending);
    pending.submitted = Clock::now();
    if (status != TILLPOINTS_OK) throw ContractViolation(event + ": submit answered " + status_name(status));
    return pending;
}

Json PluginClient::ask(const std::string& event, const Json& members) {
    auto& pending = submit(event, members);
    std::unique_lock lock(pending.mutex);
    const auto limit = std::max<std::chrono::milliseconds>(deadline_, std::chrono::seconds(3)) + patience;
    if (!pending.answered.wait_for(lock, limit, [&] { return pending.replies > 0; }))
        throw ContractViolation(event + ": no reply long after its deadline");
    if (trace_ != nullptr) *trace_ << pending.reply << '\n' << std::flush;
    auto reply = Json::parse(pending.reply, nullptr, false);
    if (!reply.is_object() || !reply.contains("status") || !reply["status"].is_string())
        throw ContractViolation(event + ": this is not a reply: " + pending.reply);
    const Latency latency{event, reply["status"], micros(pending.received - pending.sent),
                          micros(pending.submitted - pending.sent)};
    pending.reply.clear();
    latencies_.push_back(latency);
    return reply;
}

void PluginClient::submit_only(const std::string& event, const Json& members) {
    submit(event, members);
}

std::vector<Latency> PluginClient::take_latencies() {
    return std::exchange(latencies_, {});
}

int PluginClient::surplus_replies() const {
    int surplus = 0;
    for (const auto& pending : pending_) {
        const std::lock_guard lock(pending->mutex);
        surplus += std::max(0, pending->replies - 1);
    }
    return surplus;
}

}  // namespace tillpoints::simulator
