#include "adapters/conform/forwarded_instance.hpp"

namespace tillpoints::conform {

ForwardedInstance::ForwardedInstance(std::shared_ptr<Recorder> recorder, tillpoints_instance* real,
                                     int number)
    : recorder_(std::move(recorder)), real_(real), number_(number) {}

tillpoints_status ForwardedInstance::submit(tillpoints_text event, std::uint32_t deadline_ms,
                                            tillpoints_reply_fn reply, void* user) {
    const int number = recorder_->next_number();
    recorder_->write({.call = Call::submit,
                      .instance = number_,
                      .number = number,
                      .deadline_ms = deadline_ms,
                      .text = event.data ? std::string(event.data, event.size) : ""});
    auto status = TILLPOINTS_SHUTTING_DOWN;
    if (real_) {
        auto question = std::make_unique<Question>(Question{this, {number_, number, reply, user}});
        const auto take = [](void* asked, tillpoints_text text) {
            const std::unique_ptr<Question> answered(static_cast<Question*>(asked));
            deliver_recorded(*answered->instance->recorder_, answered->callback,
                             std::string(text.data, text.size));
        };
        status = real_->submit(real_, event, deadline_ms, reply ? +take : nullptr, question.get());
        if (status == TILLPOINTS_OK) static_cast<void>(question.release());
    }
    recorder_->write({.call = Call::submitted, .instance = number_, .number = number, .status = status});
    return status;
}

void ForwardedInstance::destroy() {
    recorder_->write({.call = Call::destroy, .instance = number_});
    auto* real = real_;
    real_ = nullptr;
    if (real) real->destroy(real);
    recorder_->write({.call = Call::destroyed, .instance = number_});
}

}  // namespace tillpoints::conform
