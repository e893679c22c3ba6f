#include "plugin/operator/customer_forgetting.hpp"

#include <utility>

namespace tillpoints {
namespace {

constexpr std::chrono::seconds after_the_start{30};
/// Until a record that was in memory during the first pass is certainly on the disk.
constexpr std::chrono::minutes before_second_pass{1};
/// An entry that waits for the cloud waits minutes or days.
constexpr std::chrono::minutes between_passes{10};

}  // namespace

CustomerForgetting::CustomerForgetting(const RuntimeEnv& env, ReceiptDispatcher& dispatcher)
    : env_(env), dispatcher_(dispatcher), timer_(env.loop.timer()) {}

void CustomerForgetting::start() {
    again_in(after_the_start);
}

void CustomerForgetting::stop() {
    stopping_ = true;
    timer_->cancel();
}

void CustomerForgetting::again_in(std::chrono::milliseconds pause) {
    if (stopping_) return;
    alarm_is_set_ = true;
    timer_->at(env_.loop.now() + pause, [this] {
        alarm_is_set_ = false;
        // A pass now would not be the second one of a command under way, whose end sets the alarm again.
        if (!stopping_ && commands_ == 0) read_list();
    });
}

void CustomerForgetting::again_by_itself() {
    if (!alarm_is_set_) again_in(between_passes);
}

void CustomerForgetting::forget(const replay::Command& command, Done done) {
    ++commands_;
    const auto customer = forgotten_by(command);
    auto work = std::make_shared<Work>(Work{customer, erasure_of(customer), command, std::move(done)});
    ask<bool>(
        env_.executor,
        [customer](Outbox& outbox) -> Result<bool> {
            const auto noted = remember_to_forget(customer, outbox);
            if (!noted) return noted.error();
            return true;
        },
        [this, work](const Result<bool>& noted) {
            if (stopping_) return;
            if (!noted) return end(*work, noted.error());
            next_slice(work);
        });
}

void CustomerForgetting::next_slice(const std::shared_ptr<Work>& work) {
    const auto now = env_.clock.now().local;
    ask<bool>(
        env_.executor,
        [work, now](Outbox& outbox) { return outbox.erase_slice(work->erasure, session_customers(), now); },
        [this, work](const Result<bool>& more) {
            if (stopping_) return;
            if (!more) return end(*work, more.error());
            if (*more) return next_slice(work);
            finish(work);
        });
}

void CustomerForgetting::finish(const std::shared_ptr<Work>& work) {
    dispatcher_.forget_customer(work->erasure.keys);
    ask<Json>(
        env_.executor,
        [work](Outbox& outbox) {
            return finish_forgetting(work->erasure, work->customer, work->command ? &*work->command : nullptr,
                                     false, outbox);
        },
        [this, work](const Result<Json>& answer) {
            if (!stopping_) end(*work, answer);
        });
}

void CustomerForgetting::end(Work& work, const Result<Json>& answer) {
    const auto& erasure = work.erasure;
    if (!answer)
        env_.log.write(LogLevel::error, "a customer is not forgotten yet: " + answer.error().sentence());
    else if (work.command || !erasure.found_nothing())
        env_.log.write(LogLevel::info, "a customer was forgotten " + work.customer.signature + ": entries " +
                                           std::to_string(erasure.entries) + ", receipts " +
                                           std::to_string(erasure.receipts.size()) + ", not finished " +
                                           std::to_string(erasure.left));
    if (work.command) {
        --commands_;
        again_in(before_second_pass);
    }
    if (const auto done = std::exchange(work.done, {})) done(answer);
}

void CustomerForgetting::read_list() {
    using Customers = std::vector<ForgottenCustomer>;
    ask<Customers>(
        env_.executor, [](Outbox& outbox) { return forgotten_customers(outbox); },
        [this](const Result<Customers>& customers) {
            if (stopping_) return;
            if (!customers) return again_by_itself();
            if (!customers->empty()) go_through(std::make_shared<Customers>(*customers));
        });
}

void CustomerForgetting::go_through(const std::shared_ptr<std::vector<ForgottenCustomer>>& customers) {
    if (customers->empty()) return again_by_itself();
    auto customer = std::move(customers->back());
    customers->pop_back();
    auto erasure = erasure_of(customer);
    const auto next = [this, customers](const Result<Json>&) { go_through(customers); };
    next_slice(std::make_shared<Work>(Work{std::move(customer), std::move(erasure), {}, next}));
}

Result<Json> forget_without_register(const replay::Command& command, Outbox& outbox, Timestamp now) {
    const auto customer = forgotten_by(command);
    if (const auto noted = remember_to_forget(customer, outbox); !noted) return noted.error();
    auto erasure = erasure_of(customer);
    for (;;) {
        const auto more = outbox.erase_slice(erasure, session_customers(), now);
        if (!more) return more.error();
        if (!*more) break;
    }
    return finish_forgetting(erasure, customer, &command, true, outbox);
}

}  // namespace tillpoints
