#include "plugin/runtime/runtime_parts.hpp"

#include <random>
#include <stdexcept>

#include "plugin/runtime/event_reading.hpp"
#include "plugin/runtime/provider_registry.hpp"
#include "plugin/session/parts.hpp"
#include "plugin/transport/fresh_uuid.hpp"

namespace tillpoints {
namespace {

constexpr std::size_t most_waiting = 4'096;  // TILLPOINTS_MAX_WAITING of the C interface

Timestamp system_now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

/// Writes what can be written: with little memory perhaps nothing.
void log_failure(Log& log, std::string_view kind, const char* what) noexcept {
    try {
        log.write(LogLevel::error, std::string(kind) + ": " + what);
    } catch (...) {
        log.write(LogLevel::error, kind);
    }
}

}  // namespace

Runtime::Parts::Parts(Config the_config, std::unique_ptr<Outbox> outbox, std::unique_ptr<Log> the_log)
    : config(std::move(the_config)),
      log(std::move(the_log)),
      inbox(most_waiting),
      clock(loop, system_now(), system_now),
      executor(
          std::move(outbox), [this] { wake(); },
          [this](const char* what) { log_failure(*log, "the disk's work failed", what); }) {}

Result<void> Runtime::Parts::compose(const TransportMaker& make_transport, CommandInbox::Options commands) {
    auto made = make_transport(io.get_executor());
    if (!made) return made.error();
    transport = made->get();
    const auto observe = [this](const Outcome& outcome, const CallResult& result) {
        link_report->observe(outcome, result);
        publish_link();
    };
    auto connected = make_provider(config.cloud.provider, std::move(*made), clock, observe);
    if (!connected) return connected.error();
    provider = std::move(*connected);
    std::random_device entropy;
    const auto dice = [number = std::mt19937_64(entropy())]() mutable { return number(); };
    const RuntimeEnv env{config, loop, clock, *provider, executor, *log, fresh_uuid, dice};
    link_report = std::make_unique<LinkReport>(env);
    retention_job = std::make_unique<RetentionJob>(env);
    supervisor =
        std::make_unique<EngineSupervisor>(env, std::move(commands), [this] { retention_job->start(); });
    return {};
}

void Runtime::Parts::publish_link() {
    const auto* engine = supervisor->engine();
    if (!engine) return;
    const auto& sender = engine->sender();
    link_report->publish(state_of_link(sender), sender.online() ? std::nullopt : sender.link().trouble);
}

void Runtime::Parts::wake() {
    if (asleep.exchange(false)) io.stop();
}

void Runtime::Parts::serve() {
    attempt([this] { supervisor->start(); });
    while (!inbox.closed()) {
        attempt([this] { supervisor->tend(loop.now()); });
        attempt([this] { executor.deliver(); });
        attempt([this] { take_next_event(); });
        attempt([this] { run_handlers(); });
        inbox.refuse_overdue(loop.now());
    }
    end();
}

/// A defect of the code must not end the host's process: it is logged, and the event it struck runs into its
/// deadline. Anything else that is thrown says that memory or another resource was short.
template <class Work>
void Runtime::Parts::attempt(Work piece) {
    try {
        piece();
    } catch (const std::logic_error& defect) {
        log_failure(*log, "defect", defect.what());
    } catch (const std::exception& failure) {
        start_again(failure.what());
    } catch (...) {
        start_again("something was thrown");
    }
}

void Runtime::Parts::start_again(const char* reason) {
    log_failure(*log, "the engine failed", reason);
    supervisor->discard(loop.now());
    transport->abandon();
    inbox.refuse_taken(EventInbox::Refusal::not_stored);
}

/// Runs handlers that are due, or waits for the next if there is nothing else to do. Who gives the thread
/// something to do while it waits, stops the io_context, because that needs no memory.
void Runtime::Parts::run_handlers() {
    io.restart();
    asleep = true;
    const bool idle =
        !inbox.closed() && !executor.has_ended_work() && !(takes_events() && inbox.has_untaken());
    if (!idle) {
        asleep = false;
        io.poll_one();
        return;
    }
    const auto next = std::min(inbox.next_due(), supervisor->next());
    if (next == Loop::Moment::max())
        io.run_one();
    else
        io.run_one_until(next);
    asleep = false;
}

void Runtime::Parts::take_next_event() {
    if (!takes_events()) return;
    if (const auto submitted = inbox.take()) handle(submitted);
}

void Runtime::Parts::handle(const SubmittedEventPtr& submitted) {
    std::optional<till::Event> event;
    try {
        if (submitted->size() > longest_event)
            return submitted->answer(dump(till::error_reply("", too_large(submitted->size()))));
        auto reading = read_event(submitted->take_text());
        if (!reading.event) {
            if (auto* engine = supervisor->engine(); engine && reading.name == "receipt_opened")
                engine->opening_refused(reading.receipt, reading.event.error());
            return submitted->answer(dump(till::error_reply(reading.name, reading.event.error())));
        }
        if (!config.enabled) return submitted->answer(dump(session::reply(reading.name, "off")));
        event = std::move(*reading.event);
        submitted->set_name(till::name_of(*event));
    } catch (const std::bad_alloc&) {  // the engine has not seen it
        return submitted->refuse(EventInbox::Refusal::not_stored);
    }
    supervisor->engine()->take(std::move(*event), submitted);
}

/// Needs no memory, except for the names in the refusals.
void Runtime::Parts::end() {
    while (const auto submitted = inbox.take()) submitted->set_name(known_name_of(submitted->take_text()));
    attempt([this] {
        if (auto* engine = supervisor->engine()) engine->write_unwritten();
    });
    supervisor->discard(loop.now());
    retention_job->stop();
    transport->abandon();
    inbox.refuse_all(EventInbox::Refusal::shutting_down);
}

std::string_view state_of_link(const OutboxSender& sender) {
    return sender.link().paused ? "paused" : sender.online() ? "online" : "offline";
}

}  // namespace tillpoints
