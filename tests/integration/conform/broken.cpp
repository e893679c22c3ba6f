// A plugin between a host and the watching plugin that makes the host look as if it broke one rule:
// BROKEN_FAULT names the fault, BROKEN_LIBRARY the watching plugin.
#include <dlfcn.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "tillpoints/tillpoints.h"

namespace {

using Json = nlohmann::json;

struct Instance {
    tillpoints_instance table;
    tillpoints_instance* watched;
    std::mutex mutex;
    std::string first_receipt;
    std::string first_quote;
    int closings = 0;
    int openings = 0;
};

struct Asked {
    tillpoints_reply_fn reply;
    void* user;
    bool host_waits = true;
};

const tillpoints_entry_points* watching;

bool fault(const char* name) {
    const char* wanted = std::getenv("BROKEN_FAULT");
    return wanted && std::string(wanted) == name;
}

std::string changed_reply(std::string text) {
    Json json = Json::parse(text, nullptr, false);
    if (fault("prints_refused") && json.value("event", "") == "payment_started") {
        json["status"] = "confirmed";
        return json.dump();
    }
    return text;
}

void take_reply(void* user, tillpoints_text reply) {
    std::unique_ptr<Asked> asked(static_cast<Asked*>(user));
    if (!asked->host_waits) return;
    if (fault("callback_blocks")) ::usleep(200'000);  // the fault itself
    if (fault("reply_kept") && std::string(reply.data, reply.size).find("quote_id") != std::string::npos) {
        // Read by another thread when the callback has returned: after the next submit could have come.
        std::thread([kept = reply, to = *asked] {
            ::usleep(50'000);
            to.reply(to.user, kept);
        }).detach();
        return;
    }
    const auto text = changed_reply(std::string(reply.data, reply.size));
    asked->reply(asked->user, {text.data(), text.size()});
}

tillpoints_status answer_here(const Json& event, const char* status, tillpoints_reply_fn reply, void* user) {
    const auto text = Json({{"v", 1}, {"event", event["event"]}, {"status", status}}).dump();
    std::thread([=] { reply(user, {text.data(), text.size()}); }).detach();
    return TILLPOINTS_OK;
}

tillpoints_status forward(Instance& at, const Json& event, std::uint32_t deadline_ms,
                          tillpoints_reply_fn reply, void* user, bool host_waits = true) {
    const auto text = event.dump();
    auto asked = std::make_unique<Asked>(Asked{reply, user, host_waits});
    const auto status =
        at.watched->submit(at.watched, {text.data(), text.size()}, deadline_ms, take_reply, asked.get());
    if (status == TILLPOINTS_OK) asked.release();
    return status;
}

void change(Instance& at, Json& event) {
    const auto name = event["event"].get<std::string>();
    const auto receipt = event.value("receipt_id", "");
    if (at.first_receipt.empty()) at.first_receipt = receipt;
    if (event.contains("quote_id") && at.first_quote.empty()) at.first_quote = event["quote_id"];
    if (fault("reuses_id") && !receipt.empty()) event["receipt_id"] = at.first_receipt;
    if (fault("stale_quote") && event.contains("quote_id")) event["quote_id"] = at.first_quote;
    if (fault("no_quote")) event.erase("quote_id");
    if (fault("wrong_sum") && name == "receipt_closed") event["total"] = event["total"].get<long long>() + 1;
    if (fault("loses_extra") && event.contains("original")) event["original"].erase("extra");
}

tillpoints_status submit(tillpoints_instance* self, tillpoints_text text, std::uint32_t deadline_ms,
                         tillpoints_reply_fn reply, void* user) {
    auto& at = *reinterpret_cast<Instance*>(self);
    const std::lock_guard lock(at.mutex);
    Json event = Json::parse(std::string(text.data, text.size));
    const auto name = event["event"].get<std::string>();
    change(at, event);
    if (name == "receipt_closed") ++at.closings;
    if (name == "receipt_opened") ++at.openings;
    if (fault("forgets_close") && name == "receipt_closed") return answer_here(event, "stored", reply, user);
    if (fault("gives_up") && name == "receipt_closed" && at.closings > 1)
        return answer_here(event, "stored", reply, user);
    if (fault("ignores_unknown") && name == "receipt_opened" && at.openings > 1)
        return answer_here(event, "ok", reply, user);
    if (fault("goes_back_silently") && name == "payment_abandoned")
        return answer_here(event, "withdrawn", reply, user);
    if (fault("pays_at_once") && name == "discount_requested") {
        forward(at, event, deadline_ms, reply, user, false);
        return answer_here(event, "refused", reply, user);
    }
    const auto status = forward(at, event, deadline_ms, reply, user);
    if (fault("closes_twice") && name == "receipt_closed") {
        event["total"] = event["total"].get<long long>() - 1;
        forward(at, event, deadline_ms, reply, user, false);
    }
    return status;
}

void destroy(tillpoints_instance* self) {
    auto& at = *reinterpret_cast<Instance*>(self);
    if (fault("forgets_destroy")) return;
    at.watched->destroy(at.watched);
    if (fault("submits_after_destroy"))
        forward(at, {{"v", 1}, {"event", "shift_closed"}, {"shift", "1"}}, 0, nullptr, nullptr, false);
}

tillpoints_status create(tillpoints_text configuration, const tillpoints_host* host,
                         tillpoints_report_fn report, void* user, tillpoints_instance** instance) {
    // Kept for ever, so that calls after destroy reach it.
    auto* made = new Instance();
    made->table = {sizeof made->table, submit,
                   [](tillpoints_instance*, const char*) -> const void* { return nullptr; }, destroy};
    const auto* factory = static_cast<const tillpoints_factory*>(watching->get_factory(TILLPOINTS_FACTORY));
    const auto status = factory->create(configuration, host, report, user, &made->watched);
    *instance = &made->table;
    return status;
}

tillpoints_status init() {
    const char* path = std::getenv("BROKEN_LIBRARY");
    void* library = path ? ::dlopen(path, RTLD_NOW | RTLD_LOCAL) : nullptr;
    watching =
        library ? static_cast<const tillpoints_entry_points*>(::dlsym(library, "tillpoints_entry")) : nullptr;
    return watching ? watching->init() : TILLPOINTS_INTERNAL;
}

const void* get_factory(const char*) {
    static const tillpoints_factory factory = {sizeof factory, create};
    return &factory;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) const tillpoints_entry_points tillpoints_entry = {
    sizeof(tillpoints_entry_points),
    TILLPOINTS_ABI_MAJOR,
    TILLPOINTS_ABI_MINOR,
    "broken",
    init,
    [] { watching->deinit(); },
    get_factory,
    [](const char*) -> const void* { return nullptr; },
};
