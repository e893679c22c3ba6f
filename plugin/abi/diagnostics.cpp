#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

#include "plugin/abi/extensions.hpp"
#include "plugin/abi/guard.hpp"
#include "plugin/abi/instance.hpp"

namespace tillpoints::abi {
namespace {

constexpr std::chrono::seconds patience{2};

/// One answer that the library's thread gives and a host's thread waits for. Shared by both, because the
/// host's thread stops waiting after `patience`.
struct Mailbox {
    std::mutex mutex;
    std::condition_variable arrived;
    std::optional<Json> json;

    void put(Json value) {
        {
            const std::lock_guard lock(mutex);
            json = std::move(value);
        }
        arrived.notify_one();
    }
    std::optional<Json> take() {
        std::unique_lock lock(mutex);
        arrived.wait_for(lock, patience, [this] { return json.has_value(); });
        return std::move(json);
    }
};

template <class Ask>
tillpoints_status ask(tillpoints_instance* pointer, tillpoints_report_fn report, void* user,
                      Ask ask_runtime) {
    return guarded([&] {
        Instance* instance = instance_of(pointer);
        if (!instance || !report || instance->runtime->on_own_thread()) return TILLPOINTS_MISUSE;
        const auto inbox = std::make_shared<Mailbox>();
        ask_runtime(*instance->runtime, [inbox](Json json) { inbox->put(std::move(json)); });
        auto json = inbox->take();
        if (!json) return TILLPOINTS_UNAVAILABLE;
        tell(report, user, *json);
        return TILLPOINTS_OK;
    });
}

tillpoints_status status(tillpoints_instance* instance, tillpoints_report_fn report, void* user) {
    return ask(instance, report, user, [](Runtime& runtime, auto done) {
        runtime.status([done](Json json) { done(std::move(json.set("version", TILLPOINTS_VERSION))); });
    });
}

tillpoints_status receipt(tillpoints_instance* instance, tillpoints_text receipt_id,
                          tillpoints_report_fn report, void* user) {
    if (!readable(receipt_id)) return TILLPOINTS_MISUSE;
    return ask(instance, report, user, [&](Runtime& runtime, auto done) {
        runtime.entries_of(ReceiptId(std::string(view(receipt_id))), done);
    });
}

}  // namespace

const tillpoints_ext_diagnostics diagnostics_extension = {sizeof(tillpoints_ext_diagnostics), status,
                                                          receipt};

}  // namespace tillpoints::abi
