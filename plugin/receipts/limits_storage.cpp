#include <algorithm>

#include "plugin/receipts/receipt_dispatcher.hpp"
#include "plugin/receipts/stored_values.hpp"
#include "plugin/session/parts.hpp"
#include "protocol/loyalty/wire.hpp"

/// What the dispatcher keeps for the time without network.
namespace tillpoints {
namespace {

/// The identity under which the customer of an offline redemption is cached.
std::string presented_by(const loyalty::Identity& who) {
    if (const auto* phone = std::get_if<loyalty::ByPhone>(&who)) return phone->phone.e164();
    const auto* code = std::get_if<loyalty::ByCode>(&who);
    return code ? code->code : std::string();
}

std::optional<CustomerUid> uid_of(const OfflineRedemption& offline_redemption) {
    const auto* by = std::get_if<loyalty::ByUid>(&offline_redemption.award_to);
    return by ? std::optional(by->uid) : std::nullopt;
}

}  // namespace

void ReceiptDispatcher::load_limits(const limits::Rows& rows, std::optional<loyalty::Settings> settings) {
    limits_state_ = limits::LimitsState(config_.offline.memory, config_.limits, rows, clock_.now().local);
    settings_ = std::move(settings);
}

Timestamp ReceiptDispatcher::limits_now() const {
    const auto now = clock_.now();
    return limits_state_.time(now.local, now.cloud);
}

void ReceiptDispatcher::settings(const loyalty::Settings& settings) {
    Batch batch;
    if (const auto cloud = clock_.now().cloud) batch.limits = limits_state_.correct_clock(*cloud);
    if (settings_ != settings) batch.values.emplace_back(settings_name, dump(loyalty::to_json(settings)));
    settings_ = settings;
    keep(std::move(batch));
    settle_doubt();
}

/// Stores what may be lost if the power goes now, because it is heard again, or only makes a limit stricter.
void ReceiptDispatcher::keep(Batch batch) {
    if (!batch.empty()) hold_back(std::move(batch));
}

void ReceiptDispatcher::forget_customer(const std::set<std::string>& keys) {
    Batch batch;
    batch.limits = limits_state_.forget([&](const limits::Snapshot& snapshot) {
        return keys.contains(snapshot.key) ||
               (snapshot.uid && keys.contains(executor_.keyed_hash(snapshot.uid->text)));
    });
    keep(std::move(batch));
}

void ReceiptDispatcher::settle_offline_redemption(const OutboxEntry& entry) {
    const auto* offline_redemption = offline_redemption_of(entry);
    if (!offline_redemption || (!is_final(entry.state) && entry.state != EntryState::parked)) return;
    limits::Changes changes;
    changes.settled.push_back(entry.id);
    if (entry.state == EntryState::confirmed) {
        const auto& operation = std::get<PurchaseEntry>(entry.body).operation;
        const auto key = executor_.keyed_hash(presented_by(operation.who));
        changes.cached =
            limits_state_.customers().after_redemption(uid_of(*offline_redemption), key, operation.points);
    }
    Batch batch;
    batch.limits = limits_state_.apply(changes, limits_now());
    keep(std::move(batch));
}

session::OpenElsewhere ReceiptDispatcher::open_elsewhere(const ReceiptId& receipt,
                                                         const std::vector<std::string>& keys) const {
    session::OpenElsewhere out;
    for (const auto& [other, queue] : queues_) {
        const auto& session = queue.session;
        if (other == receipt || !session || session->phase != session::Phase::open || !session->customer)
            continue;
        const auto& own = session->customer->keys;
        const bool shared = std::find_first_of(own.begin(), own.end(), keys.begin(), keys.end()) != own.end();
        if (shared) out.customers.push_back(own);
    }
    return out;
}

Json ReceiptDispatcher::refusals_json(const std::string& shift) const {
    Json json = Json::object();
    for (const auto& [reason, count] : limits_state_.counters().refusals(shift))
        json.set(limits::name_of(reason), count);
    return json;
}

}  // namespace tillpoints
