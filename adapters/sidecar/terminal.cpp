#include "adapters/sidecar/terminal.hpp"

#include <filesystem>

namespace tillpoints::sidecar {
namespace {

constexpr double burst_seconds = 5;
/// What one terminal may send in a second, in events of the largest size.
constexpr double large_events_per_second = 4;

/// Makes the data directory, for its owner only.
void make_directory(const Json& plugin) {
    namespace fs = std::filesystem;
    const auto directory = plugin.at("data_directory").get<std::string>();
    if (fs::create_directories(directory)) fs::permissions(directory, fs::perms::owner_all);
}

}  // namespace

/// A terminal may be stopped while it starts, so its thread keeps what it opened until it closes it.
struct Terminal::Opened {
    std::mutex mutex;
    std::shared_ptr<Instance> instance;

    std::shared_ptr<Instance> get() {
        const std::lock_guard lock(mutex);
        return instance;
    }
    void put(std::shared_ptr<Instance> made) {
        const std::lock_guard lock(mutex);
        instance.swap(made);
    }
};

Terminal::Terminal(std::string name, Json plugin, const Limits& limits, const PluginLibrary& library,
                   Post post, const std::string& run)
    : requests(static_cast<double>(limits.events_per_second),
               static_cast<double>(limits.events_per_second) * burst_seconds),
      bytes(static_cast<double>(limits.event_bytes) * large_events_per_second,
            static_cast<double>(limits.event_bytes) * large_events_per_second),
      journal(run),
      name_(std::move(name)),
      plugin_(std::move(plugin)),
      library_(library),
      post_(std::move(post)),
      opened_(std::make_shared<Opened>()) {}

void Terminal::start(Done done) {
    state_ = State::starting;
    // What was captured goes on to the daemon's thread, which is to drop the last reference.
    thread_.give([self = shared_from_this(), post = post_, configuration = plugin_.dump(),
                  done = std::move(done)]() mutable {
        std::string problem;
        try {
            make_directory(self->plugin_);
            self->opened_->put(std::make_shared<Instance>(self->library_, configuration));
        } catch (const std::exception& failure) {
            problem = failure.what();
        }
        post([self = std::move(self), problem, done = std::move(done)] {
            if (self->state_ != State::stopped) {
                self->instance_ = self->opened_->get();
                self->problem_ = problem;
                self->state_ = self->instance_ ? State::running : State::failed;
            }
            done();
        });
    });
}

void Terminal::stop(Done done) {
    state_ = State::stopped;
    problem_ = "stopped";
    thread_.give([self = shared_from_this(), post = post_, instance = std::move(instance_),
                  done = std::move(done)]() mutable {
        instance.reset();
        self->opened_->put(nullptr);
        post([self = std::move(self), done = std::move(done)] { done(); });
    });
}

tillpoints_status Terminal::submit(const std::string& event, std::uint32_t deadline_ms,
                                   Instance::OnReply on_reply) {
    if (!instance_) return TILLPOINTS_UNAVAILABLE;
    return instance_->submit(
        event, deadline_ms, [post = post_, on_reply = std::move(on_reply)](std::string reply) {
            post([on_reply, reply = std::move(reply)]() mutable { on_reply(std::move(reply)); });
        });
}

void Terminal::run(Done work, Done done) {
    thread_.give(
        [self = shared_from_this(), post = post_, work = std::move(work), done = std::move(done)]() mutable {
            work();
            post([self = std::move(self), done = std::move(done)] { done(); });
        });
}

void Terminal::ask_status(OnStatus on_status) {
    if (!instance_) return on_status("null");
    asking_.push_back(std::move(on_status));
    if (asking_.size() > 1) return;
    thread_.give([self = shared_from_this(), post = post_, instance = instance_]() mutable {
        auto status = instance->status();
        instance.reset();
        post([self = std::move(self), status = std::move(status)] {
            self->last_status_ = status.empty() ? "null" : status;
            const auto asking = std::exchange(self->asking_, {});
            for (const auto& each : asking) each(self->last_status_);
        });
    });
}

const char* name_of(Terminal::State state) {
    switch (state) {
        case Terminal::State::starting:
            return "starting";
        case Terminal::State::running:
            return "running";
        case Terminal::State::failed:
            return "failed";
        case Terminal::State::stopped:
            return "stopped";
    }
    return "stopped";
}

}  // namespace tillpoints::sidecar
