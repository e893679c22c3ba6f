// A plugin that knows nothing but the interface: it grants ten per cent of every whole price, keeps no
// entries and has no cloud. With it the register's own behaviour is tested. The configuration chooses a
// defect:
// {"defect":"wrong_sum|above_shelf|wrong_grant|silent|twice"}.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "tillpoints/extensions.h"

namespace {

using Json = nlohmann::ordered_json;

std::int64_t thousandths(const std::string& quantity) {
    const auto point = quantity.find('.');
    auto fraction = point == std::string::npos ? std::string() : quantity.substr(point + 1);
    fraction.resize(3, '0');
    return std::stoll(quantity.substr(0, point)) * 1000 + std::stoll(fraction);
}

std::int64_t line_sum(std::int64_t price, std::int64_t quantity) {
    return (price * quantity + 500) / 1000;
}

struct Fake : tillpoints_instance {
    explicit Fake(const std::string& configuration);
    ~Fake() {
        {
            const std::lock_guard lock(mutex);
            stopping = true;
        }
        changed.notify_all();
        thread.join();
    }

    void work() {
        std::unique_lock lock(mutex);
        while (true) {
            changed.wait(lock, [&] { return stopping || !jobs.empty(); });
            if (jobs.empty()) return;
            const auto job = std::move(jobs.front());
            jobs.pop_front();
            lock.unlock();
            job();
            lock.lock();
        }
    }

    Json answer(const Json& event);
    Json grant(const Json& event) const;

    std::string defect;
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<std::function<void()>> jobs;
    bool stopping = false;
    std::thread thread;
};

Json Fake::grant(const Json& event) const {
    const bool wanted = event.at("points") != "none" && event.at("points") != 0;
    Json reply{{"status", "granted"}, {"quote_id", "q"}, {"committed", event.at("commit")}};
    auto lines = Json::array();
    std::int64_t granted = 0;
    std::int64_t total = 0;
    for (const auto& position : event.at("positions")) {
        const std::int64_t full = position.at("price");
        const bool moves = wanted && position.at("type") == "NORMAL" && !position.at("excluded").get<bool>();
        const auto price = moves ? full - full / 1000 * 100 : full;
        const auto sum = line_sum(price, thousandths(position.at("quantity")));
        lines.push_back({{"id", position.at("id")},
                         {"price", defect == "above_shelf" ? full + 1 : price},
                         {"quantity", position.at("quantity")},
                         {"sum", defect == "wrong_sum" ? sum + 1 : sum}});
        granted += position.at("sum").get<std::int64_t>() - sum;
        total += sum;
    }
    reply["granted"] = defect == "wrong_grant" ? granted + 100 : granted;
    reply["positions"] = std::move(lines);
    reply["total"] = total;
    reply["extra"] = {{"tillpoints", {{"number", event.at("receipt_id").get<std::string>() + "/1"}}}};
    return reply;
}

Json Fake::answer(const Json& event) {
    const std::string name = event.at("event");
    if (name == "customer_presented")
        return {{"status", "customer"}, {"customer", {{"name", "Fake"}, {"max_points", 100'000}}}};
    if (name == "discount_requested") return grant(event);
    if (name == "payment_started") return {{"status", "confirmed"}, {"granted", 0}, {"number", nullptr}};
    if (name == "payment_abandoned") return {{"status", "withdrawn"}, {"show_code_again", true}};
    if (name == "print_requested")
        return {{"status", "ok"}, {"lines", {"Спасибо, баллы начислены"}}, {"barcodes", Json::array()}};
    if (name == "register_started")
        return {
            {"status", "ok"}, {"in_doubt", Json::array()}, {"pending", 0}, {"settling", 0}, {"parked", 0}};
    if (name == "receipt_closed") return {{"status", "confirmed"}};
    if (name == "receipt_cancelled" || name == "return_closed") return {{"status", "stored"}};
    return {{"status", "ok"}};
}

tillpoints_status submit_event(tillpoints_instance* self, tillpoints_text text, uint32_t,
                               tillpoints_reply_fn reply, void* user) {
    auto& fake = *static_cast<Fake*>(self);
    if (fake.defect == "silent") return TILLPOINTS_INTERNAL;
    const auto event = Json::parse(std::string(text.data, text.size));
    const std::lock_guard lock(fake.mutex);
    fake.jobs.emplace_back([&fake, event, reply, user] {
        const auto answer = fake.answer(event).dump();
        reply(user, {answer.data(), answer.size()});
        if (fake.defect == "twice") reply(user, {answer.data(), answer.size()});
    });
    fake.changed.notify_all();
    return TILLPOINTS_OK;
}

tillpoints_status status(tillpoints_instance*, tillpoints_report_fn report, void* user) {
    const std::string text = R"({"version":"fake","queue":{"pending":0,"settling":0,"parked":0}})";
    report(user, {text.data(), text.size()});
    return TILLPOINTS_OK;
}

tillpoints_status receipt(tillpoints_instance*, tillpoints_text id, tillpoints_report_fn report, void* user) {
    const std::string number(id.data, id.size);
    const auto text = Json{{"receipt_id", number},
                           {"facts", {{{"number", number + "/1"}, {"operation", 7}, {"state", "confirmed"}}}}}
                          .dump();
    report(user, {text.data(), text.size()});
    return TILLPOINTS_OK;
}

const tillpoints_ext_diagnostics diagnostics{sizeof(tillpoints_ext_diagnostics), status, receipt};

const void* instance_extension(tillpoints_instance*, const char* id) {
    return std::string(id) == TILLPOINTS_EXT_DIAGNOSTICS ? &diagnostics : nullptr;
}

void destroy_fake(tillpoints_instance* self) {
    delete static_cast<Fake*>(self);
}

Fake::Fake(const std::string& configuration)
    : tillpoints_instance{sizeof(tillpoints_instance), submit_event, instance_extension, destroy_fake},
      defect(Json::parse(configuration).value("defect", "")),
      thread([this] { work(); }) {}

tillpoints_status create(tillpoints_text configuration, const tillpoints_host*, tillpoints_report_fn, void*,
                         tillpoints_instance** instance) {
    *instance = new Fake(std::string(configuration.data, configuration.size));
    return TILLPOINTS_OK;
}

const tillpoints_factory factory{sizeof(tillpoints_factory), create};

tillpoints_status init() {
    return TILLPOINTS_OK;
}
void deinit() {}
const void* get_factory(const char* id) {
    return std::string(id) == TILLPOINTS_FACTORY ? &factory : nullptr;
}
const void* no_extension(const char*) {
    return nullptr;
}

}  // namespace

extern "C" __attribute__((visibility("default")))
const tillpoints_entry_points tillpoints_entry{sizeof(tillpoints_entry_points),
                                               TILLPOINTS_ABI_MAJOR,
                                               TILLPOINTS_ABI_MINOR,
                                               "fake",
                                               init,
                                               deinit,
                                               get_factory,
                                               no_extension};
