#include "cloud/console/source_calls.hpp"

#include "cloud/console/people_calls.hpp"
#include "cloud/report/report.hpp"
#include "protocol/loyalty/target.hpp"

namespace tillpoints::cloud {
namespace {

/// Certificates and referral stand before the sources in `revenue_buckets`.
constexpr std::size_t first_bucket_of_sources = 2;

Json source_json(ConsoleCall& call, const SourceRecord& source, const Bucket& bucket) {
    const auto link = call.rules.card_url.empty()
                          ? std::string()
                          : call.rules.card_url + "/card/?i=" + loyalty::percent_encode(source.promo_code);
    return Json::object({{"promo_code", source.promo_code},
                         {"name", source.name},
                         {"joined", bucket.joined},
                         {"bought", bucket.bought},
                         {"purchases", bucket.purchases},
                         {"revenue", decimal_of(bucket.revenue)},
                         {"link", link.empty() ? Json() : Json(link)},
                         {"qr", link.empty() ? Json::array() : qr_rows(link)}});
}

}  // namespace

HttpAnswer show_sources(ConsoleCall& call, Reader) {
    auto& db = call.context.db;
    const Period always{Timestamp(), call.context.now + std::chrono::milliseconds(1)};
    const auto buckets = revenue_buckets(db.report.rows(always));
    Json rows = Json::array();
    auto at = first_bucket_of_sources;
    for (const auto& source : db.backoffice.sources()) rows.push(source_json(call, source, buckets.at(at++)));
    return console_answer(200, Json::object({{"sources", std::move(rows)}}));
}

HttpAnswer name_source(ConsoleCall& call, Reader in) {
    const auto promo_code = in.text("promo_code", 32);
    const auto name = in.text("name", 64);
    if (in.problems().empty() && (promo_code.empty() || name.empty()))
        in.fail("name", Errc::missing_field, "a promo code and a name");
    if (!in.problems().empty()) return console_refusal(in.problems());
    auto& db = call.context.db;
    if (promo_code == call.context.programme.promo_code)
        return console_refusal({Problem{Errc::duplicate, "promo_code", "not the company's own", promo_code}});
    const auto known = db.backoffice.find_source(promo_code);
    db.backoffice.set_source({promo_code, name, known && known->platform});
    log_action(call, known ? "source_renamed" : "source_added", "source/" + promo_code);
    return console_answer(200, Json::object({{"promo_code", promo_code}, {"name", name}}));
}

}  // namespace tillpoints::cloud
