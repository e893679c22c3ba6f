#include "plugin/abi/instance.hpp"

#include <algorithm>

#include "plugin/abi/extensions.hpp"
#include "plugin/abi/guard.hpp"
#include "plugin/abi/retired.hpp"

namespace tillpoints::abi {
namespace {

constexpr std::chrono::milliseconds longest_deadline{600'000};

tillpoints_status status_of(Submitted submitted) {
    switch (submitted) {
        case Submitted::taken:
            return TILLPOINTS_OK;
        case Submitted::busy:
            return TILLPOINTS_BUSY;
        case Submitted::stopping:
            return TILLPOINTS_SHUTTING_DOWN;
    }
    return TILLPOINTS_INTERNAL;
}

tillpoints_status submit_event(tillpoints_instance* self, tillpoints_text event, std::uint32_t deadline_ms,
                               tillpoints_reply_fn reply, void* user) {
    return guarded([&] {
        Instance* instance = instance_of(self);
        if (!instance) return self ? TILLPOINTS_SHUTTING_DOWN : TILLPOINTS_MISUSE;
        if (!reply || !readable(event)) return TILLPOINTS_MISUSE;
        auto answer = [reply, user](std::string_view json) { reply(user, {json.data(), json.size()}); };
        const auto asked =
            deadline_ms == 0 ? instance->default_deadline : std::chrono::milliseconds(deadline_ms);
        const auto deadline = std::min(asked, longest_deadline);
        return status_of(
            event.size > TILLPOINTS_MAX_MESSAGE
                ? instance->runtime->submit_too_large(event.size, deadline, std::move(answer))
                : instance->runtime->submit(std::string(view(event)), deadline, std::move(answer)));
    });
}

const void* extension_of(tillpoints_instance* self, const char* id) {
    if (!instance_of(self) || !id) return nullptr;
    return std::string_view(id) == TILLPOINTS_EXT_DIAGNOSTICS ? &diagnostics_extension : nullptr;
}

void destroy_instance(tillpoints_instance* self) {
    guarded([&] {
        Instance* instance = instance_of(self);
        if (!instance) return TILLPOINTS_MISUSE;
        if (!instance->alive.exchange(false)) return TILLPOINTS_MISUSE;
        if (instance->runtime->on_own_thread()) {
            instance->thread = instance->runtime->stop_from_inside();
        } else {
            instance->runtime->stop();
            instance->runtime.reset();
        }
        instance->host_log->close();
        instance->host_key->close();
        retire(instance);
        return TILLPOINTS_OK;
    });
}

}  // namespace

Instance::Instance(std::chrono::milliseconds deadline)
    : tillpoints_instance{sizeof(tillpoints_instance), submit_event, extension_of, destroy_instance},
      default_deadline(deadline) {}

Instance* instance_of(tillpoints_instance* pointer) {
    auto* instance = static_cast<Instance*>(pointer);
    return instance && instance->alive ? instance : nullptr;
}

}  // namespace tillpoints::abi
