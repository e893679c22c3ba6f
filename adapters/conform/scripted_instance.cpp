#include "adapters/conform/scripted_instance.hpp"

#include <chrono>

#include "adapters/conform/borrowed_reply.hpp"

namespace tillpoints::conform {
namespace {

constexpr std::chrono::milliseconds lateness{500};

}  // namespace

ScriptedInstance::ScriptedInstance(std::shared_ptr<Recorder> recorder, Answers answers, int number)
    : recorder_(std::move(recorder)), number_(number), answers_(std::move(answers)) {
    thread_ = std::thread([this] { run(); });
}

ScriptedInstance::~ScriptedInstance() {
    stop();
}

tillpoints_status ScriptedInstance::submit(tillpoints_text event, std::uint32_t deadline_ms,
                                           tillpoints_reply_fn reply, void* user) {
    const int number = recorder_->next_number();
    const std::string text = event.data ? std::string(event.data, event.size) : "";
    recorder_->write({.call = Call::submit,
                      .instance = number_,
                      .number = number,
                      .deadline_ms = deadline_ms,
                      .text = text});
    auto status = TILLPOINTS_OK;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_)
            status = TILLPOINTS_SHUTTING_DOWN;
        else if (!reply)
            status = TILLPOINTS_MISUSE;
        else if (answers_.busy_for(text))
            status = TILLPOINTS_BUSY;
        else
            waiting_.push_back({number, text, reply, user});
    }
    changed_.notify_all();
    recorder_->write({.call = Call::submitted, .instance = number_, .number = number, .status = status});
    return status;
}

void ScriptedInstance::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty()) break;
        Waiting next = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        answer(std::move(next));
        lock.lock();
    }
    auto left = std::move(unanswered_);
    lock.unlock();
    for (const auto& each : left)
        deliver(each, R"({"v":1,"event":"","status":"error","error":{"code":"shutting_down"}})");
}

void ScriptedInstance::answer(Waiting waiting) {
    std::unique_lock lock(mutex_);
    const Answer answer = answers_.next(waiting.text);
    if (answer.disturbance == Disturbance::no_answer) {
        unanswered_.push_back(std::move(waiting));
        return;
    }
    if (answer.disturbance == Disturbance::late) changed_.wait_for(lock, lateness, [&] { return stopping_; });
    lock.unlock();
    deliver(waiting, answer.text);
}

void ScriptedInstance::deliver(const Waiting& waiting, std::string text) {
    deliver_recorded(*recorder_, {number_, waiting.number, waiting.reply, waiting.user}, std::move(text));
}

void ScriptedInstance::destroy() {
    recorder_->write({.call = Call::destroy, .instance = number_});
    stop();
    recorder_->write({.call = Call::destroyed, .instance = number_});
}

void ScriptedInstance::stop() {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_ && !thread_.joinable()) return;
        stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.get_id() == std::this_thread::get_id())
        thread_.detach();
    else if (thread_.joinable())
        thread_.join();
}

}  // namespace tillpoints::conform
