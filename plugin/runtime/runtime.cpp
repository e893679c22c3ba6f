#include "plugin/runtime/runtime.hpp"
#include "plugin/outbox/inspection_json.hpp"

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <new>
#include <random>

#include "plugin/engine/engine.hpp"
#include "plugin/operator/operator_commands.hpp"
#include "plugin/runtime/asio_loop.hpp"
#include "plugin/runtime/link_report.hpp"
#include "plugin/runtime/outbox_thread.hpp"
#include "plugin/runtime/provider_registry.hpp"
#include "plugin/runtime/retention_job.hpp"
#include "plugin/runtime/thread_signals.hpp"
#include "plugin/session/parts.hpp"
#include "plugin/transport/fresh_uuid.hpp"

namespace tillpoints {
namespace {

constexpr std::size_t most_waiting = 4'096;      // TILLPOINTS_MAX_WAITING of the C interface
constexpr std::size_t quickly_read = 64u << 10;  // bytes

std::string event_name(const Json& json) {
    const Json* name = json.find("event");
    return name && name->string() ? *name->string() : std::string();
}

Timestamp system_now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::string_view state_of_link(const OutboxSender& sender) {
    return sender.link().paused ? "paused" : sender.online() ? "online" : "offline";
}

struct Reading {
    std::string name;  ///< as far as it could be read
    Result<till::Event> event;
};

/// A value read from an event takes many times its length: on a small terminal memory may end before.
Reading read_event(const std::string& text) try {
    const auto json = parse_json(text);
    if (!json) return {"", json.error()};
    return {event_name(*json), till::event_from(*json)};
} catch (const std::bad_alloc&) {
    return {"", Problem{Errc::too_large, "event", "an event that memory is left for",
                        std::to_string(text.size()) + " bytes"}};
}

}  // namespace

struct Runtime::Parts {
    Parts(Config the_config, std::unique_ptr<Outbox> outbox, std::unique_ptr<Log> the_log)
        : config(std::move(the_config)),
          log(std::move(the_log)),
          executor(std::move(outbox), loop, [this](std::string_view what) {
              log->write(LogLevel::error, "defect on the disk's thread: " + std::string(what));
          }) {}

    Config config;
    std::unique_ptr<Log> log;
    boost::asio::io_context io{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{io.get_executor()};
    AsioLoop loop{io.get_executor()};
    Clock clock{loop, system_now(), system_now};
    OutboxThread executor;
    std::unique_ptr<LoyaltyProvider> provider;
    std::unique_ptr<Engine> engine;
    std::unique_ptr<LinkReport> link_report;
    std::unique_ptr<OperatorCommands> operator_commands;
    std::unique_ptr<RetentionJob> retention_job;
    std::atomic<std::size_t> waiting{0};
    std::atomic<bool> stopping{false};
    bool ended = false;  ///< on the library's thread only

    Result<void> compose(std::unique_ptr<Transport> transport, CommandInbox::Options commands) {
        const auto observe = [this](const Outcome& outcome, const CallResult& result) {
            link_report->observe(outcome, result);
            publish_link();
        };
        auto made = make_provider(default_provider, std::move(transport), clock, observe);
        if (!made) return made.error();
        provider = std::move(*made);
        std::random_device entropy;
        const auto dice = [number = std::mt19937_64(entropy())]() mutable { return number(); };
        const RuntimeEnv env{config, loop, clock, *provider, executor, *log, fresh_uuid, dice};
        engine = std::make_unique<Engine>(env);
        link_report = std::make_unique<LinkReport>(env);
        retention_job = std::make_unique<RetentionJob>(env);
        operator_commands = std::make_unique<OperatorCommands>(env, *engine, std::move(commands));
        return {};
    }

    void publish_link() {
        const auto& sender = engine->sender;
        link_report->publish(state_of_link(sender), sender.online() ? std::nullopt : sender.link().trouble);
    }

    /// A defect must not end the host's process: it is logged, and the event it struck runs into its
    /// deadline.
    void run() {
        for (;;) try {
                io.run();
                return;
            } catch (const std::exception& defect) {
                log->write(LogLevel::error, std::string("defect: ") + defect.what());
            } catch (...) {
                log->write(LogLevel::error, "defect: something was thrown");
            }
    }

    /// Nothing more is taken in; the rest of the ending follows on the library's thread.
    void begin_end() {
        if (stopping.exchange(true)) return;
        boost::asio::post(io, [this] { end(); });
    }

    void end() {
        if (ended) return;
        ended = true;
        retention_job->stop();
        operator_commands->stop();
        engine->stop();
        provider->close();
        work.reset();
    }
};

Runtime::Runtime(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Runtime::~Runtime() {
    stop();
}

Result<std::unique_ptr<Runtime>> Runtime::start(Config config, std::unique_ptr<Outbox> outbox,
                                                CommandInbox::Options commands,
                                                const TransportMaker& transport, std::unique_ptr<Log> log) {
    auto stored_state = read_stored_state(*outbox);
    if (!stored_state) return stored_state.error();
    auto parts = std::make_unique<Parts>(std::move(config), std::move(outbox), std::move(log));
    auto made = transport(parts->io.get_executor());
    if (!made) return made.error();
    const auto composed = parts->compose(std::move(made.value()), std::move(commands));
    if (!composed) return composed.error();
    parts->engine->resume(std::move(stored_state.value()));
    std::unique_ptr<Runtime> runtime(new Runtime(std::move(parts)));
    const SignalsBlocked blocked;
    runtime->thread_ = std::thread([parts_of = runtime->parts_.get()] {
        if (parts_of->config.enabled) parts_of->engine->sender.start();
        parts_of->operator_commands->start();
        parts_of->retention_job->start();
        parts_of->run();
        parts_of->executor.stop();
    });
    return runtime;
}

Submitted Runtime::post(std::function<void()> work) {
    if (parts_->stopping) return Submitted::stopping;
    if (parts_->waiting.fetch_add(1) >= most_waiting) {
        parts_->waiting -= 1;
        return Submitted::busy;
    }
    boost::asio::post(parts_->io, [this, work = std::move(work)] {
        parts_->waiting -= 1;
        work();
    });
    return Submitted::taken;
}

Submitted Runtime::submit(std::string event, std::chrono::milliseconds deadline, Answer answer) {
    const auto due = std::chrono::steady_clock::now() + deadline;
    return post(
        [this, event = std::move(event), due, answer = std::move(answer)] { handle(event, due, answer); });
}

Submitted Runtime::submit_too_large(std::size_t size, Answer answer) {
    return post([size, answer = std::move(answer)] {
        const Problem problem{Errc::too_large, "event", "at most 8388608 bytes",
                              std::to_string(size) + " bytes"};
        answer(dump(till::error_reply("", problem)));
    });
}

void Runtime::handle(const std::string& event, std::chrono::steady_clock::time_point due,
                     const Answer& answer) {
    if (parts_->stopping) {
        parts_->end();  // what came before is answered before
        // Reading long events only to name them would delay the end.
        const auto name = event.size() <= quickly_read ? read_event(event).name : std::string();
        return answer(dump(till::error_reply(name, {Errc::shutting_down, "", "", ""})));
    }
    auto reading = read_event(event);
    if (!reading.event) return answer(dump(till::error_reply(reading.name, reading.event.error())));
    if (!parts_->config.enabled) return answer(dump(session::reply(reading.name, "off")));
    const auto pending = std::make_shared<PendingReply>(parts_->loop, reading.name, due, answer);
    parts_->engine->dispatcher.take(std::move(reading.event.value()), pending);
}

void Runtime::status(std::function<void(Json)> done) {
    boost::asio::post(parts_->io, [this, done = std::move(done)] {
        const auto& sender = parts_->engine->sender;
        Json report = parts_->link_report->json();
        Json link = *report.find("link");
        const auto& trouble = sender.link().trouble;
        link.set("state", state_of_link(sender));
        link.set("reason", trouble ? Json(name_of(*trouble)) : Json());
        report.set("link", std::move(link));
        parts_->executor.run([done, report](Outbox& outbox) -> std::function<void()> {
            auto counts = outbox.counts();
            return [done, report, counts = std::move(counts)] {
                Json json = report;
                done(std::move(json.set("queue", counts ? counts_json(*counts) : Json())));
            };
        });
    });
}

void Runtime::entries_of(const ReceiptId& receipt, std::function<void(Json)> done) {
    parts_->executor.run([receipt, done = std::move(done)](Outbox& outbox) -> std::function<void()> {
        auto entries = outbox.entries_of(receipt);
        return [receipt, done, entries = std::move(entries)] {
            Json array = Json::array();
            if (entries)
                for (const auto& entry : *entries) array.push(entry_json(entry));
            done(Json::object({{"receipt_id", receipt.text}, {"facts", std::move(array)}}));
        };
    });
}

bool Runtime::on_own_thread() const {
    return std::this_thread::get_id() == thread_.get_id();
}

void Runtime::stop() {
    if (!thread_.joinable()) return;
    parts_->begin_end();
    thread_.join();
}

std::thread Runtime::stop_from_inside() {
    parts_->begin_end();
    return std::move(thread_);
}

}  // namespace tillpoints
