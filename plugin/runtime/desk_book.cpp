#include <algorithm>

#include "plugin/runtime/desk.hpp"
#include "plugin/session/parts.hpp"
#include "protocol/loyalty/wire.hpp"

/// What the desk remembers for the time without network.
namespace tillpoints {
namespace {

const std::string settings_name = "settings";

/// Under what a promise's customer is remembered.
std::string presented_by(const loyalty::Identity& who) {
    if (const auto* phone = std::get_if<loyalty::ByPhone>(&who)) return phone->phone.e164();
    const auto* code = std::get_if<loyalty::ByCode>(&who);
    return code ? code->code : std::string();
}

std::optional<CustomerUid> uid_of(const OfflinePromise& promise) {
    const auto* by = std::get_if<loyalty::ByUid>(&promise.award_to);
    return by ? std::optional(by->uid) : std::nullopt;
}

}  // namespace

std::optional<loyalty::Settings> stored_settings(Outbox& outbox) {
    const auto text = outbox.value(settings_name);
    if (!text || !*text) return {};
    const auto json = parse_json(**text);
    auto settings = json ? loyalty::settings_from(*json) : Result<loyalty::Settings>(json.error());
    return settings ? std::optional(std::move(*settings)) : std::nullopt;
}

void Desk::open_book(limits::Rows rows, std::optional<loyalty::Settings> settings) {
    book_ = limits::Book(config_.offline.memory, config_.limits, std::move(rows), clock_.now().local);
    settings_ = std::move(settings);
}

Timestamp Desk::limits_now() const {
    const auto now = clock_.now();
    return book_.time(now.local, now.cloud);
}

void Desk::settings(const loyalty::Settings& settings) {
    Batch batch;
    if (const auto cloud = clock_.now().cloud) batch.limits = book_.set_right(*cloud);
    if (settings_ != settings) batch.values.emplace_back(settings_name, dump(loyalty::to_json(settings)));
    settings_ = settings;
    keep(std::move(batch));
    settle_doubt();
}

/// What may be lost if the power goes now: it is told again, or only makes a limit stricter.
void Desk::keep(Batch batch) {
    if (batch.empty()) return;
    disk_.commit(std::move(batch), [this](const Result<void>& result) {
        if (!stopping_ && !result) log_.write(LogLevel::warning, "not stored: " + result.error().sentence());
    });
}

void Desk::settle_promise(const Fact& fact) {
    const auto* promise = promise_of(fact);
    if (!promise || (!is_final(fact.state) && fact.state != FactState::parked)) return;
    limits::Changes changes;
    changes.settled.push_back(fact.id);
    if (fact.state == FactState::confirmed) {
        const auto& operation = std::get<PurchaseFact>(fact.body).operation;
        const auto key = disk_.keyed_hash(presented_by(operation.who));
        changes.learned = book_.spent(uid_of(*promise), key, operation.points);
    }
    Batch batch;
    batch.limits = book_.apply(changes, limits_now());
    keep(std::move(batch));
}

std::int64_t Desk::open_elsewhere(const ReceiptId& receipt, const std::vector<std::string>& keys) const {
    return std::count_if(lanes_.begin(), lanes_.end(), [&](const auto& it) {
        const auto& session = it.second.session;
        if (it.first == receipt || !session || session->phase != session::Phase::open || !session->customer)
            return false;
        const auto& own = session->customer->keys;
        return std::any_of(own.begin(), own.end(), [&](const auto& key) {
            return std::find(keys.begin(), keys.end(), key) != keys.end();
        });
    });
}

Json Desk::refusals_json(const std::string& shift) const {
    Json json = Json::object();
    for (const auto& [reason, count] : book_.refusals(shift)) json.set(limits::name_of(reason), count);
    return json;
}

}  // namespace tillpoints
