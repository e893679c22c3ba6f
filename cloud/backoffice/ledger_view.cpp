#include "cloud/backoffice/ledger_view.hpp"

#include "cloud/api/participant_ids.hpp"

namespace tillpoints::cloud {
namespace {

template <class T>
Json decimal(T amount) {
    return Json::Number{format_decimal(amount.count, 2)};
}

Json view(const OperationRecord& record) {
    static constexpr std::string_view states[] = {"NORMAL", "CANCELED", "REVERSAL"};
    const std::int64_t sign = record.origin ? -1 : 1;
    return Json::object({{"id", record.id.value},
                         {"number", record.number ? Json(*record.number) : Json()},
                         {"nonce", record.nonce ? Json(record.nonce->text) : Json()},
                         {"state", states[static_cast<std::size_t>(record.state)]},
                         {"customer", shown_id(record.customer).value},
                         {"points", decimal(record.points * -sign)},
                         {"certificate", decimal(record.certificate)},
                         {"award", decimal(record.award * sign)},
                         {"total", decimal(record.total * sign)},
                         {"cash", decimal(record.cash * sign)},
                         {"origin", record.origin ? Json(record.origin->value) : Json()},
                         {"created", to_text(record.created)}});
}

Json view(const Posting& posting) {
    return Json::object({{"entry", posting.entry},
                         {"created", to_text(posting.created)},
                         {"cause", posting.cause},
                         {"operation", posting.operation ? Json(posting.operation->value) : Json()},
                         {"account", posting.account.name},
                         {"points", decimal(posting.points)}});
}

Json all_operations(Transaction& db) {
    Json rows = Json::array();
    PageRequest page{Order::oldest, 1000, 0, {}};
    for (auto records = db.operations.page(page); !records.empty(); records = db.operations.page(page)) {
        for (const auto& record : records) rows.push(view(record));
        page.after = records.back().id;
    }
    return rows;
}

Json all_postings(Transaction& db) {
    Json rows = Json::array();
    for (auto postings = db.ledger.postings(0, 1000); !postings.empty();
         postings = db.ledger.postings(postings.back().entry, 1000))
        for (const auto& posting : postings) rows.push(view(posting));
    return rows;
}

}  // namespace

Json ledger_view(Transaction& db) {
    const auto audit = db.ledger.audit();
    return Json::object({{"balanced", audit.balanced()},
                         {"faults", Json(Json::Array(audit.violations.begin(), audit.violations.end()))},
                         {"operations", all_operations(db)},
                         {"postings", all_postings(db)}});
}

}  // namespace tillpoints::cloud
