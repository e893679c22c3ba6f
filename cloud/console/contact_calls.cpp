#include "cloud/console/contact_calls.hpp"

#include "cloud/api/customers/departed.hpp"
#include "cloud/api/customers/registration.hpp"
#include "cloud/console/contact_rows.hpp"

namespace tillpoints::cloud {
namespace {

/// Who has left is told like who is there: nobody learns from a list of phones who was erased.
const char* state_of_contact(RequestContext& context, const Phone& phone) {
    return context.db.customers.find_by_phone(phone) || has_departed(context, phone) ? "known" : "new";
}

Json faults_json(const ListedContact& row) {
    Json out = Json::array();
    for (const auto& fault : row.faults)
        out.push(Json::object({{"column", fault.column}, {"code", fault.code}}));
    return out;
}

struct ImportCounts {
    std::int64_t added = 0, known = 0, wrong = 0;
};

void count_contact(ImportCounts& counts, ImportedContact outcome) {
    switch (outcome) {
        case ImportedContact::added:
            ++counts.added;
            break;
        case ImportedContact::known:
        case ImportedContact::departed:
            ++counts.known;
            break;
    }
}

/// For the audit log, by lines of the file only.
std::string words_of_lines(const std::vector<ListedContact>& rows) {
    return "lines " + std::to_string(rows.front().line) + " to " + std::to_string(rows.back().line);
}

std::string words_of_import(const std::vector<ListedContact>& rows, const ImportCounts& counts) {
    return words_of_lines(rows) + ": added " + std::to_string(counts.added) + ", known " +
           std::to_string(counts.known) + ", wrong " + std::to_string(counts.wrong);
}

}  // namespace

Reply check_contacts(ConsoleWork& work, Reader in) {
    const auto rows = listed_contacts_in(in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    Json out;
    work.service.read([&](RequestContext& context) {
        out = Json::array();
        for (const auto& row : rows)
            out.push(Json::object({{"line", row.line},
                                   {"phone", row.phone ? Json(row.phone->e164()) : Json()},
                                   {"state", row.phone ? state_of_contact(context, *row.phone) : "wrong"},
                                   {"faults", faults_json(row)}}));
    });
    if (!rows.empty())
        work.service.storage().transact([&](Transaction& db) {
            log_action(db, work.caller, work.moment, "contacts_checked", "contacts", words_of_lines(rows));
        });
    return console_answer(200, Json::object({{"rows", std::move(out)}}));
}

Reply import_contacts(ConsoleWork& work, Reader in) {
    const auto rows = listed_contacts_in(in);
    if (in.problems().empty() && rows.empty()) in.fail("rows", Errc::missing_field, "one or more");
    if (!in.problems().empty()) return console_refusal(in.problems());
    ImportCounts counts;
    work.service.transact([&](RequestContext& context) {
        counts = {};
        for (const auto& row : rows) {
            if (row.phone)
                count_contact(counts, import_contact(context, row.name, *row.phone));
            else
                ++counts.wrong;
        }
        context.db.people.log({0, work.moment, work.caller.person.id, "contacts_imported", "contacts",
                               words_of_import(rows, counts)});
    });
    return console_answer(
        200, Json::object({{"added", counts.added}, {"known", counts.known}, {"wrong", counts.wrong}}));
}

}  // namespace tillpoints::cloud
