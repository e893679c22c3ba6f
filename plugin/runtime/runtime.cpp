#include "plugin/runtime/runtime.hpp"

#include <boost/asio/post.hpp>

#include "plugin/outbox/inspection_json.hpp"
#include "plugin/runtime/event_reading.hpp"
#include "plugin/runtime/runtime_parts.hpp"
#include "plugin/runtime/thread_signals.hpp"

namespace tillpoints {

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
    const auto composed = parts->compose(transport, std::move(commands));
    if (!composed) return composed.error();
    parts->supervisor->make(std::move(stored_state.value()));
    std::unique_ptr<Runtime> runtime(new Runtime(std::move(parts)));
    const SignalsBlocked blocked;
    runtime->thread_ = std::thread([parts_of = runtime->parts_.get()] {
        parts_of->serve();
        parts_of->executor.stop();
    });
    return runtime;
}

Submitted Runtime::put(std::string event, std::size_t size, std::chrono::milliseconds deadline,
                       Answer answer) {
    const auto due = std::chrono::steady_clock::now() + deadline;
    EventInbox::One one;
    one.push_back(std::make_shared<SubmittedEvent>(std::move(event), size, due, std::move(answer)));
    const auto submitted = parts_->inbox.put(std::move(one));
    parts_->wake();
    return submitted;
}

Submitted Runtime::submit(std::string event, std::chrono::milliseconds deadline, Answer answer) {
    const std::size_t size = event.size();
    return put(std::move(event), size, deadline, std::move(answer));
}

Submitted Runtime::submit_too_large(std::size_t size, std::chrono::milliseconds deadline, Answer answer) {
    return put({}, size, deadline, std::move(answer));
}

void Runtime::status(std::function<void(Json)> done) {
    boost::asio::post(parts_->io, [this, done = std::move(done)] {
        const auto* engine = parts_->supervisor->engine();
        Json report = parts_->link_report->json();
        Json link = *report.find("link");
        link.set("reason", Json());
        if (engine) {
            const replay::Link& now = engine->sender().link();
            link.set("state", state_of_link(engine->sender()));
            if (now.trouble) link.set("reason", name_of(*now.trouble));
        }
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
    parts_->inbox.close();
    parts_->wake();
    thread_.join();
}

std::thread Runtime::stop_from_inside() {
    parts_->inbox.close();
    parts_->wake();
    return std::move(thread_);
}

}  // namespace tillpoints
