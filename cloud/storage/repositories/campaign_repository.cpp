#include "cloud/storage/repositories/campaign_repository.hpp"

#include "cloud/ledger/message_records.hpp"
#include "cloud/storage/connection.hpp"
#include "cloud/storage/repositories/stored_texts.hpp"

namespace tillpoints::cloud {
namespace {

#define SELECT_CAMPAIGN                                                                                   \
    "SELECT id, created, name, message, texts, promo_code, points, segment, reached, selected, state, "   \
    "begins, held_out, upto, newest, person, request_key, certificate, certificate_from, certificate_to " \
    "FROM campaigns "

std::optional<CampaignRecord> campaign_in(Query& query) {
    if (!query.next()) return {};
    CampaignRecord record;
    record.id = query.integer();
    record.created = query.time();
    record.name = query.text();
    record.message = query.text();
    record.texts = texts_from(query.text());
    record.promo_code = query.maybe_text();
    record.points = Points(query.integer());
    record.segment = query.text();
    record.reached = query.integer();
    record.selected = query.integer();
    record.state = static_cast<CampaignState>(query.integer());
    record.begins = query.time();
    record.held_out = query.integer();
    record.upto = {query.integer()};
    record.newest = {query.integer()};
    record.by = query.maybe_integer();
    record.key = query.maybe_text();
    const Points certificate(query.integer());
    const auto from = query.maybe_time();
    const auto to = query.maybe_time();
    if (from && to) record.certificate = CertificateOffer{certificate, *from, *to};
    return record;
}

CampaignGroup& group_of(CampaignOutcome& outcome, bool held_out) {
    return held_out ? outcome.held_out : outcome.addressed;
}

void count_message(CampaignOutcome& outcome, MessageState state, std::int64_t messages) {
    switch (state) {
        case MessageState::queued:
        case MessageState::sending:
            return;
        case MessageState::read:
            outcome.read += messages;
            [[fallthrough]];
        case MessageState::delivered:
            outcome.delivered += messages;
            return;
        case MessageState::failed:
        case MessageState::dropped:
            outcome.failed += messages;
            return;
    }
}

}  // namespace

std::int64_t CampaignRepository::add(const CampaignRecord& campaign) {
    auto query = connection_.query(
        "INSERT INTO campaigns (created, name, message, texts, promo_code, points, segment, reached,"
        " selected, state, begins, held_out, upto, newest, person, request_key, certificate,"
        " certificate_from, certificate_to)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id");
    query.bind(campaign.created)
        .bind(campaign.name)
        .bind(campaign.message)
        .bind(stored_texts(campaign.texts));
    query.bind(campaign.promo_code).bind(campaign.points.count).bind(campaign.segment);
    query.bind(campaign.reached).bind(campaign.selected).bind(static_cast<std::int64_t>(campaign.state));
    query.bind(campaign.begins).bind(campaign.held_out).bind(campaign.upto.value);
    query.bind(campaign.newest.value).bind(campaign.by).bind(campaign.key);
    if (const auto& offer = campaign.certificate)
        query.bind(offer->points.count).bind(offer->from).bind(offer->to);
    else
        query.bind(std::int64_t{0}).bind_null().bind_null();
    query.next();
    return query.integer();
}

std::optional<CampaignRecord> CampaignRepository::find(std::int64_t id) {
    auto query = connection_.query(SELECT_CAMPAIGN "WHERE id = ?");
    query.bind(id);
    return campaign_in(query);
}

std::optional<CampaignRecord> CampaignRepository::find_by_key(std::int64_t person, const std::string& key) {
    auto query = connection_.query(SELECT_CAMPAIGN "WHERE person = ? AND request_key = ?");
    query.bind(person).bind(key);
    return campaign_in(query);
}

std::vector<CampaignRecord> CampaignRepository::all() {
    auto query = connection_.query(SELECT_CAMPAIGN "ORDER BY id");
    std::vector<CampaignRecord> out;
    while (auto record = campaign_in(query)) out.push_back(std::move(*record));
    return out;
}

bool CampaignRepository::has_due(Timestamp now) {
    auto query = connection_.query("SELECT id FROM campaigns WHERE state = 0 AND begins <= ? LIMIT 1");
    return query.bind(now).next();
}

std::optional<CampaignRecord> CampaignRepository::take_due(Timestamp now) {
    auto query =
        connection_.query(SELECT_CAMPAIGN "WHERE state = 0 AND begins <= ? ORDER BY begins, id LIMIT 1" +
                          std::string(connection_.row_lock_or_skip()));
    query.bind(now);
    return campaign_in(query);
}

std::optional<CampaignRecord> CampaignRepository::lock(std::int64_t id) {
    auto query = connection_.query(SELECT_CAMPAIGN "WHERE id = ?" + std::string(connection_.row_lock()));
    query.bind(id);
    return campaign_in(query);
}

void CampaignRepository::update(const CampaignRecord& campaign) {
    auto query =
        connection_.query("UPDATE campaigns SET state = ?, upto = ?, selected = ?, reached = ? WHERE id = ?");
    query.bind(static_cast<std::int64_t>(campaign.state)).bind(campaign.upto.value);
    query.bind(campaign.selected).bind(campaign.reached).bind(campaign.id).run();
}

void CampaignRepository::add_member(const CampaignMember& member) {
    auto query = connection_.query(
        "INSERT INTO campaign_members (campaign, customer, held_out, told) VALUES (?, ?, ?, ?)");
    query.bind(member.campaign).bind(member.customer.value);
    query.bind(member.held_out ? 1 : 0).bind(member.told ? 1 : 0).run();
}

CampaignOutcome CampaignRepository::outcome(std::int64_t campaign, Timestamp from, Timestamp to) {
    CampaignOutcome outcome;
    auto members = connection_.query(
        "SELECT held_out, count(*), sum(told) FROM campaign_members WHERE campaign = ? GROUP BY held_out");
    members.bind(campaign);
    while (members.next()) {
        auto& group = group_of(outcome, members.integer() != 0);
        group.members = members.integer();
        group.told = members.integer();
    }
    auto messages = connection_.query(
        // A join would lead a database to read all messages.
        "SELECT (SELECT g.state FROM messages g WHERE g.reference = 'campaign/' || m.campaign || '/' ||"
        " m.customer) AS state, count(*) FROM campaign_members m WHERE m.campaign = ? AND m.told = 1"
        " GROUP BY state");
    messages.bind(campaign);
    while (messages.next()) {
        const auto state = messages.maybe_integer();
        const auto count = messages.integer();
        if (state) count_message(outcome, static_cast<MessageState>(*state), count);
    }
    auto purchases = connection_.query(
        "SELECT m.held_out, count(DISTINCT o.customer), count(*), sum(o.cash - coalesce((SELECT sum(r.cash)"
        " FROM operations r WHERE r.origin = o.id), 0)) FROM campaign_members m"
        " JOIN operations o ON o.customer = m.customer WHERE m.campaign = ? AND o.created >= ?"
        " AND o.created < ? AND o.origin IS NULL AND o.state = 0 GROUP BY m.held_out");
    purchases.bind(campaign).bind(from).bind(to);
    while (purchases.next()) {
        auto& group = group_of(outcome, purchases.integer() != 0);
        group.buyers = purchases.integer();
        group.purchases = purchases.integer();
        group.turnover = Money(purchases.integer());
    }
    return outcome;
}

}  // namespace tillpoints::cloud
