#include <cstdio>
#include <ctime>

#include "adapters/doctor/judge.hpp"

namespace tillpoints::doctor {

std::string decimal(std::int64_t minor) {
    char text[32];
    std::snprintf(text, sizeof text, "%lld.%02lld", static_cast<long long>(minor / 100),
                  static_cast<long long>(minor % 100));
    return text;
}

std::string moment(std::int64_t seconds) {
    const auto time = static_cast<std::time_t>(seconds);
    std::tm utc{};
    char text[64] = "";
    if (::gmtime_r(&time, &utc)) std::strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &utc);
    return text;
}

namespace {

/// The plugin does its reckoning by the cloud's clock, so minutes do no harm; but receipts carry this one's.
constexpr std::int64_t noticeable_s = 30;
constexpr std::int64_t wrong_s = 300;
constexpr std::int64_t month_s = 2'592'000;

/// "365 d 2 h", "1 h 5 min", "40 s"
std::string span(std::int64_t seconds) {
    const auto in = [](std::int64_t count, const char* unit) { return std::to_string(count) + unit; };
    if (seconds >= 86'400) return in(seconds / 86'400, " d ") + in(seconds % 86'400 / 3600, " h");
    if (seconds >= 3600) return in(seconds / 3600, " h ") + in(seconds % 3600 / 60, " min");
    return seconds >= 120 ? in(seconds / 60, " min") : in(seconds, " s");
}

void judge_clock(const Network& network, Findings& out) {
    if (!network.cloud_time) return out.unknown(Area::clock);
    const auto ahead = network.local_time - *network.cloud_time;
    const auto off = ahead < 0 ? -ahead : ahead;
    const std::vector<std::string> values{span(off), moment(network.local_time), moment(*network.cloud_time)};
    if (off > wrong_s) return out.error(Area::clock, Code::clock_wrong, values);
    if (off > noticeable_s) return out.warning(Area::clock, Code::clock_off, values);
    out.ok(Area::clock, Code::clock_right, {span(off)});
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const auto& text : texts) all += (all.empty() ? "" : ", ") + text;
    return all;
}

bool judge_line(const Network& network, Findings& out) {
    if (network.addresses.empty()) {
        out.error(Area::dns, Code::dns_failed, {network.host, network.lookup_error});
        return false;
    }
    out.ok(Area::dns, Code::dns_right, {network.host, joined(network.addresses)});
    if (network.connected_to.empty()) {
        out.error(Area::tcp, network.refused ? Code::tcp_refused : Code::tcp_failed,
                  {network.host, network.port, network.connect_error});
        return false;
    }
    out.ok(Area::tcp, Code::tcp_right,
           {network.connected_to, network.port, std::to_string(network.connect_ms)});
    return true;
}

bool judge_chain(const Network& network, Findings& out) {
    const Certificate leaf = network.chain.empty() ? Certificate{} : network.chain.front();
    switch (network.distrust) {
        case Distrust::unknown_authority:
            out.error(Area::tls, Code::tls_unknown_authority, {leaf.subject, leaf.issuer});
            return false;
        case Distrust::not_yet_valid:
            out.error(Area::tls, Code::tls_not_yet_valid, {leaf.subject, moment(leaf.not_before)});
            return false;
        case Distrust::expired:
            out.error(Area::tls, Code::tls_expired, {leaf.subject, moment(leaf.not_after)});
            return false;
        case Distrust::wrong_name:
            out.error(Area::tls, Code::tls_wrong_name, {network.host, leaf.names});
            return false;
        case Distrust::no_pin:
            out.error(Area::tls, Code::tls_no_pin, {network.distrust_detail});
            return false;
        case Distrust::other:
            out.error(Area::tls, Code::tls_failed, {network.distrust_detail});
            return false;
        case Distrust::none:
            break;
    }
    if (leaf.not_after - network.local_time < month_s)
        out.warning(Area::tls, Code::tls_expires_soon, {leaf.subject, moment(leaf.not_after)});
    else
        out.ok(Area::tls, Code::tls_right, {network.protocol, leaf.subject, moment(leaf.not_after)});
    return true;
}

bool judge_tls(const Network& network, Findings& out) {
    if (!network.tls) {
        out.ok(Area::tls, Code::tls_not_used, {});
        return true;
    }
    if (network.handshake) return judge_chain(network, out);
    out.error(Area::tls, network.not_tls ? Code::tls_not_spoken : Code::tls_failed,
              network.not_tls ? std::vector<std::string>{network.host, network.port}
                              : std::vector<std::string>{network.handshake_error});
    return false;
}

/// Whether what answers is the cloud and did what was asked, or said why it did not.
bool judge_http(const Facts& facts, Findings& out) {
    const auto& network = facts.network;
    const auto status = std::to_string(network.status);
    const auto& url = facts.configuration.base_url;
    if (!network.answered) {
        out.error(Area::http, Code::http_no_answer, {network.answer_error});
        return false;
    }
    if (network.status == 429) {
        out.error(Area::http, Code::http_too_many, {});
        return false;
    }
    if (network.status >= 500) {
        out.error(Area::http, Code::http_failed, {status});
        return false;
    }
    if (network.status == 404 || network.status == 405) {
        out.error(Area::http, Code::http_wrong_path, {url, status});
        return false;
    }
    const bool refusal = network.status == 401 || network.status == 403;
    if (!(network.status == 200 && network.settings) && !refusal) {
        out.error(Area::http, Code::http_not_the_cloud, {network.host, status});
        return false;
    }
    out.ok(Area::http, Code::http_right, {status, std::to_string(network.answer_ms)});
    return true;
}

void judge_answer(const Facts& facts, Findings& out) {
    const auto& network = facts.network;
    const auto& company = facts.configuration.company_id;
    if (!network.authenticated || network.status == 401 || network.status == 403) {
        if (!network.authenticated)
            out.unknown(Area::key);
        else if (network.status == 401)
            out.error(Area::key, Code::key_refused, {company});
        else if (network.error_code != "companyIsInactive")
            out.error(Area::key, Code::key_forbidden, {company, network.error_code});
        else {
            out.ok(Area::key, Code::key_right, {});
            out.error(Area::company, Code::company_inactive, {company});
            return out.unknown(Area::currency);
        }
        out.unknown(Area::company);
        return out.unknown(Area::currency);
    }
    out.ok(Area::key, Code::key_right, {});
    out.ok(Area::company, Code::company_right,
           {network.company_name, network.base_rate, network.most_points});
    if (network.currency != facts.configuration.currency)
        return out.error(Area::currency, Code::currency_other,
                         {facts.configuration.currency, network.currency});
    out.ok(Area::currency, Code::currency_right, {network.currency});
}

void unknown_from(Area first, Findings& out) {
    for (int area = static_cast<int>(first); area <= static_cast<int>(Area::currency); ++area)
        out.unknown(static_cast<Area>(area));
}

}  // namespace

void judge_network(const Facts& facts, Findings& out) {
    const auto& network = facts.network;
    if (!network.asked) return unknown_from(Area::clock, out);
    // The clock goes first: a wrong date makes a right certificate look wrong.
    judge_clock(network, out);
    if (!judge_line(network, out))
        return unknown_from(network.addresses.empty() ? Area::tcp : Area::tls, out);
    if (!judge_tls(network, out)) return unknown_from(Area::http, out);
    if (!judge_http(facts, out)) return unknown_from(Area::key, out);
    judge_answer(facts, out);
}

}  // namespace tillpoints::doctor
