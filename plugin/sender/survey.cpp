#include <algorithm>
#include <utility>

#include "plugin/entries/number.hpp"
#include "plugin/sender/cloud_time.hpp"
#include "plugin/sender/outbox_sender.hpp"
#include "protocol/decimal.hpp"

namespace tillpoints {
namespace {

/// How often the cloud's time is noted at most. A survey reads this much further back.
constexpr std::chrono::seconds noting_pause{30};

/// A survey and the entries of the database that it may contradict.
struct Comparison {
    replay::Survey survey;
    std::vector<OutboxEntry> entries;
};

/// The entry that an operation of this installation stands for.
EntryId entry_of(const loyalty::Operation& sale) {
    const auto parts = parts_of(*sale.receipt_number);
    return EntryId(parts.receipt + "/" + parts.attempt);
}

/// Leaves in the survey only what the database does not know.
Result<Comparison> compared_with(Outbox& outbox, replay::Survey survey) {
    Comparison comparison;
    std::vector<loyalty::Operation> unknown;
    for (const auto& sale : survey.sales) {
        const auto stored = outbox.entry(entry_of(sale));
        if (!stored) return stored.error();
        // Without a noted time the list was read to its beginning, which retention has erased here.
        const bool erased = !*stored && !survey.since;
        if (erased || !replay::unknown_to(*stored, sale)) continue;
        unknown.push_back(sale);
        if (*stored) comparison.entries.push_back(**stored);
    }
    survey.sales = std::move(unknown);
    comparison.survey = std::move(survey);
    return comparison;
}

/// The reversals that entries of the database made.
Result<std::vector<OperationId>> claimed_in(Outbox& outbox) {
    std::vector<OperationId> claimed;
    const auto read = outbox.each_entry([&](const OutboxEntry& entry) {
        if (entry.reversal) claimed.push_back(*entry.reversal);
    });
    if (!read) return read.error();
    return claimed;
}

/// The cloud has purchases of this installation that the database does not know.
bool shows_an_old_database(const replay::Survey& survey) {
    return std::any_of(survey.sales.begin(), survey.sales.end(),
                       [](const auto& sale) { return !parts_of(*sale.receipt_number).installation.empty(); });
}

std::string alarm_about(const replay::Survey& survey) {
    constexpr std::size_t most = 5;
    std::string text =
        "the database is older than the cloud, which has " + std::to_string(survey.sales.size()) +
        " purchases of this installation that the database does not know as sent: the last run "
        "ended before it could note them, the database was restored from a backup, or a copy of "
        "it is in use elsewhere. They are";
    for (std::size_t i = 0; i < survey.sales.size() && i < most; ++i)
        text += " " + *survey.sales[i].receipt_number;
    return survey.sales.size() > most ? text + " ..." : text;
}

}  // namespace

std::optional<Timestamp> stored_cloud_time(Outbox& outbox) {
    const auto text = outbox.value(cloud_time_name);
    if (!text || !*text) return {};
    const auto count = parse_decimal(**text, 0, Rounding::exact);
    return count ? std::optional(Timestamp(std::chrono::milliseconds(*count))) : std::nullopt;
}

bool OutboxSender::compared_all() const {
    const auto is_busy = [this](const EntryId& id) { return busy_.contains(id); };
    return survey_ && complete_ && unchecked_.empty() && unchecked_refunds_.empty() &&
           std::none_of(contradicted_.begin(), contradicted_.end(), is_busy);
}

bool OutboxSender::disk_is_behind(const EntryId& id) const {
    if (!survey_ || contradicted_.contains(id)) return false;
    return std::any_of(survey_->sales.begin(), survey_->sales.end(),
                       [&](const loyalty::Operation& sale) { return entry_of(sale) == id; });
}

void OutboxSender::note_cloud_time(Batch& batch) {
    // Until every entry of an earlier run is compared, and what that showed is stored, the time that the
    // survey reads back to stays noted: a later run must read back as far.
    const bool compared = compared_all();
    auto time = compared ? clock_.now().cloud : written_;
    // The next survey must find what was sent and is not marked so on the disk.
    for (const auto& [id, sent] : unwritten_sends_)
        if (time) time = sent.cloud ? std::min(*time, *sent.cloud) : sent.cloud;
    const bool noted =
        cloud_time_noted_ && (!compared || (time && *time - *cloud_time_noted_ < noting_pause));
    if (!time || noted) return;
    cloud_time_noted_ = time;
    batch.values.emplace_back(cloud_time_name, std::to_string(time->time_since_epoch().count()));
}

void OutboxSender::arrive(OutboxEntry entry) {
    if (replay::believed_absent(entry))
        unchecked_.insert(entry.id);
    else if (std::holds_alternative<PurchaseEntry>(entry.body))
        of_earlier_run_.insert(entry.id);
    if (std::holds_alternative<RefundEntry>(entry.body)) refunds_of_earlier_run_.insert(entry.id);
    held_.put(replay::resumed(std::move(entry), clock_.now()));
}

std::set<EntryId> OutboxSender::held_back() const {
    std::set<EntryId> ids = busy_;
    if (!survey_) ids.insert(unchecked_.begin(), unchecked_.end());
    return ids;
}

void OutboxSender::begin_survey_if_due() {
    const auto now = clock_.now();
    if (survey_ || surveying_ || now.local < survey_at_ || !link_.may_replay(now)) return;
    surveying_ = true;
    provider_.look_up(survey_look_, config_.timing.send_timeout,
                      [this, started = now](const LookUpResult& result) {
                          surveying_ = false;
                          if (stopping_) return;
                          if (const auto* findings = std::get_if<replay::Findings>(&result))
                              return surveyed(*findings, started);
                          const auto& ended = std::get<CallResult>(result);
                          survey_at_ = clock_.now().local + policy().look_cap;
                          rest_if_asked(ended);
                          const auto report = replay::look_failure(ended.result);
                          link_status(report.link_status, report.reason);
                          schedule_next_step();
                      });
}

void OutboxSender::surveyed(replay::Findings findings, replay::Now started) {
    replay::Survey found;
    found.started = started;
    if (const auto back_to = survey_look_.back_to) found.since = *back_to + policy().look_margin;
    const auto older = [&](const loyalty::Operation& it) {
        return survey_look_.back_to && it.created < *survey_look_.back_to;
    };
    found.sales = std::move(findings.sales);
    found.reversals = std::move(findings.reversals);
    std::erase_if(found.sales, older);
    std::erase_if(found.sales,
                  [this](const auto& sale) { return sent_before_survey_.contains(entry_of(sale)); });
    std::erase_if(found.reversals, older);
    surveying_ = true;
    const auto read = [found = std::move(found)](Outbox& outbox) { return compared_with(outbox, found); };
    ask<Comparison>(executor_, read,
                    [this, complete = findings.complete](const Result<Comparison>& comparison) {
                        surveying_ = false;
                        if (stopping_) return;
                        if (comparison) {
                            hold(comparison->entries);
                            return compare(comparison->survey, complete);
                        }
                        survey_at_ = clock_.now().local + policy().look_cap;
                        schedule_next_step();
                    });
}

void OutboxSender::compare(replay::Survey survey, bool complete) {
    link_status(replay::LinkStatus::open, {});
    if (shows_an_old_database(survey)) log_.write(LogLevel::error, alarm_about(survey));
    if (complete || survey.sales.empty()) {
        // A row that cannot be read does not stop a queue that nothing speaks against.
        if (!complete)
            log_.write(LogLevel::warning,
                       "the cloud's list cannot be read completely; as far as it can, the database is not "
                       "older than the cloud");
        survey_ = std::move(survey);
        sent_before_survey_.clear();
    } else {
        check_entries(survey);
        survey_at_ = clock_.now().local + policy().longest_pause;
    }
    pump();
}

void OutboxSender::check_entries(const replay::Survey& survey) {
    const bool conclusive = survey_.has_value();
    const auto waiting = conclusive ? std::exchange(unchecked_, {}) : unchecked_;
    for (const auto& id : waiting) {
        const OutboxEntry* entry = find(id);
        if (!entry || !replay::believed_absent(*entry)) continue;
        if (busy_.contains(id) || entry->not_before > clock_.now().local) {
            unchecked_.insert(id);
        } else if (std::holds_alternative<RefundEntry>(entry->body)) {
            if (conclusive) unchecked_refunds_.insert(id);
        } else if (auto learned = decisions_.contradicted(*entry, survey, {}, policy())) {
            unchecked_.erase(id);
            contradicted_.insert(id);
            busy_.insert(id);
            apply_response(std::move(*learned));
        }
    }
}

void OutboxSender::check_refund(const EntryId& id, replay::Send send) {
    const RefundEntry refund = std::get<RefundEntry>(send.entry.body);
    if (!refund.purchase.empty()) return check_refund(id, std::move(send), refund.known_reversals);
    const OutboxEntry* entry = find(id);
    // Rare, so that reading every entry is cheap enough: only what the survey shows needs an explanation.
    if (!entry || !decisions_.contradicted(*entry, *survey_, {}, policy()))
        return check_refund(id, std::move(send), {});
    using Claimed = std::vector<OperationId>;
    ask<Claimed>(executor_, claimed_in, [this, id, send = std::move(send)](const Result<Claimed>& claimed) {
        if (stopping_) return;
        if (claimed) return check_refund(id, send, *claimed);
        unchecked_refunds_.insert(id);
        not_stored(id);
        finish_step(id);
    });
}

void OutboxSender::check_refund(const EntryId& id, replay::Send send,
                                const std::vector<OperationId>& claimed) {
    const OutboxEntry* entry = find(id);
    if (!entry) return finish_step(id);
    if (auto learned = decisions_.contradicted(*entry, *survey_, claimed, policy())) {
        contradicted_.insert(id);
        return apply_response(std::move(*learned));
    }
    this->send(std::move(send));
}

}  // namespace tillpoints
