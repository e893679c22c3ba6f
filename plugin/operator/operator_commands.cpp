#include "plugin/operator/operator_commands.hpp"

#include <algorithm>

namespace tillpoints {
namespace {

constexpr std::chrono::milliseconds between_looks{500};

/// Opens the inbox for one piece of work: commands are rare, and no descriptor is kept for them.
template <class Work>
auto beside_inbox(const CommandInbox::Options& options, Work work)
    -> decltype(work(std::declval<CommandInbox&>())) {
    const auto inbox = CommandInbox::open(options);
    if (!inbox) return inbox.error();
    return work(**inbox);
}

}  // namespace

OperatorCommands::OperatorCommands(const RuntimeEnv& env, Engine& engine, CommandInbox::Options inbox)
    : env_(env),
      dispatcher_(engine.dispatcher),
      sender_(engine.sender),
      inbox_(std::move(inbox)),
      forgetting_(env, engine.dispatcher),
      timer_(env.loop.timer()) {}

void OperatorCommands::start() {
    look();
    forgetting_.start();
}

void OperatorCommands::stop() {
    stopping_ = true;
    forgetting_.stop();
    timer_->cancel();
}

void OperatorCommands::look_again() {
    if (stopping_) return;
    timer_->at(env_.loop.now() + between_looks, [this] {
        if (!stopping_) look();
    });
}

void OperatorCommands::look() {
    // One stat of a cached file; the disk's thread has work only when the file has changed.
    const auto stamp = CommandInbox::stamp_of(inbox_.file);
    if (!stamp || (stamp == seen_ && !once_more_)) return look_again();
    // Two changes within one tick of the file system's clock look like one, so a second look follows.
    once_more_ = stamp != seen_;
    seen_ = stamp;
    read();
}

void OperatorCommands::read() {
    env_.executor.run([this, options = inbox_](Outbox& outbox) -> std::function<void()> {
        auto commands =
            beside_inbox(options, [&](CommandInbox& inbox) { return queued_commands_in(inbox, outbox); });
        return [this, commands = std::move(commands)] {
            if (!stopping_) take(commands);
        };
    });
}

void OperatorCommands::take(Result<std::vector<QueuedCommand>> commands) {
    if (!commands) return unread(commands.error());
    told_.clear();
    for (auto& queued : *commands) {
        const bool waits = must_wait(queued);
        once_more_ = once_more_ || waits;
        if (replay::about_receipt(queued.command.kind))
            resolve(queued.command);
        else if (queued.command.kind == replay::CommandKind::forget)
            forget(queued.command);
        else if (!waits)
            execute_command(std::move(queued));
    }
    if (under_way_ == 0) look_again();
}

bool OperatorCommands::must_wait(const QueuedCommand& queued) const {
    // Until the survey is done, what the database calls unsent may have been sent before it was restored.
    // What it found is on the disk a moment later.
    if (env_.decisions.needs_certain_absence(queued.command.kind) &&
        (!sender_.compared() || sender_.disk_is_behind(queued.command.entry)))
        return true;
    return std::any_of(queued.touches.begin(), queued.touches.end(),
                       [&](const EntryId& id) { return sender_.in_flight(id); });
}

void OperatorCommands::unread(const Problem& problem) {
    // The inbox may be in use by another process, which is no trouble. When it or the disk is free again, the
    // file's stamp does not change, so a second look is needed.
    once_more_ = problem.code == Errc::storage_busy || problem.code == Errc::storage_failed;
    const auto trouble = problem.code == Errc::storage_busy ? std::string() : problem.sentence();
    if (trouble != told_ && !trouble.empty())
        env_.log.write(LogLevel::error, "commands cannot be read: " + trouble);
    told_ = trouble;
    look_again();
}

void OperatorCommands::execute_command(QueuedCommand queued) {
    ++under_way_;
    sender_.set_aside(queued.touches);
    const Timestamp now = env_.clock.now().local;
    const std::string nonce = env_.fresh_uuid();
    env_.executor.run([this, options = inbox_, queued = std::move(queued), nonce,
                       now](Outbox& outbox) -> std::function<void()> {
        auto done = ::tillpoints::execute_command(queued.command, outbox, Nonce(nonce), now);
        // If the answer cannot be put in now, the next look finds the command done and answers it.
        if (done)
            static_cast<void>(beside_inbox(options, [&](CommandInbox& inbox) {
                return inbox.answer(queued.command.id, dump(done->answer));
            }));
        return [this, queued, done = std::move(done)] {
            if (!stopping_) executed(queued, done);
        };
    });
}

void OperatorCommands::executed(const QueuedCommand& queued, Result<ExecutedCommand> done) {
    once_more_ = true;
    const std::string what = std::string(name_of(queued.command.kind)) + " of " + queued.command.entry.text;
    if (done) {
        const Json* outcome = done->answer.find("outcome");
        env_.log.write(LogLevel::info,
                       what + ": " + (outcome && outcome->string() ? *outcome->string() : ""));
    } else {
        env_.log.write(LogLevel::error, what + " not stored: " + done.error().sentence());
    }
    sender_.release(queued.touches, done ? std::move(done->changed) : std::vector<OutboxEntry>());
    if (env_.config.enabled) sender_.pump();
    one_done();
}

void OperatorCommands::resolve(const replay::Command& command) {
    ++under_way_;
    const auto due = env_.loop.now() + env_.config.timing.event_deadline;
    const auto heard = [this, command](const std::string& answer) {
        if (!stopping_) resolved(command, answer);
    };
    dispatcher_.resolve(command, std::make_shared<PendingReply>(env_.loop, "", due, heard));
}

void OperatorCommands::resolved(const replay::Command& command, const std::string& answer) {
    once_more_ = true;
    const auto json = parse_json(answer);
    const Json* outcome = json ? json->find("outcome") : nullptr;
    const std::string what = std::string(name_of(command.kind)) + " of " + command.receipt.text;
    env_.log.write(LogLevel::info,
                   what + ": " + (outcome && outcome->string() ? *outcome->string() : "not stored yet"));
    if (!outcome) return one_done();
    put_answer(command.id, answer);
}

void OperatorCommands::forget(const replay::Command& command) {
    ++under_way_;
    forgetting_.forget(command, [this, id = command.id](const Result<Json>& answer) {
        once_more_ = true;
        if (!answer) return one_done();
        put_answer(id, dump(*answer));
    });
}

void OperatorCommands::put_answer(const std::string& id, std::string answer) {
    env_.executor.run(
        [this, options = inbox_, id, answer = std::move(answer)](Outbox&) -> std::function<void()> {
            static_cast<void>(
                beside_inbox(options, [&](CommandInbox& inbox) { return inbox.answer(id, answer); }));
            return [this] {
                if (!stopping_) one_done();
            };
        });
}

void OperatorCommands::one_done() {
    if (--under_way_ == 0) look_again();
}

}  // namespace tillpoints
