#include "cloud/closing/close_month.hpp"

#include "cloud/api/digest.hpp"

namespace tillpoints::cloud {
namespace {

std::optional<Problem> refuse_state(MonthState state, const std::string& month) {
    switch (state) {
        case MonthState::ready:
            return {};
        case MonthState::closed:
            return Problem{Errc::duplicate, "month", "a month that is not closed", month};
        case MonthState::running:
            return Problem{Errc::out_of_order, "month", "a month that is over", month};
        case MonthState::waits:
            break;
    }
    return Problem{Errc::out_of_order, "month", "the months before it closed", month};
}

/// A month with its figures, if they add up.
struct CountedMonth {
    MonthInBooks found;
    MonthFigures figures;
    std::string before;  ///< the digest of the close before
};

Result<CountedMonth> count_to_close(Transaction& db, std::chrono::year_month month,
                                    const CompanyNow& company) {
    const auto name = accounting_month_name(month);
    auto found = find_month(db, month, company);
    if (!found) return Problem{Errc::not_found, "month", "a month of the books", name};
    if (auto problem = refuse_state(found->state, name)) return *problem;
    auto figures = count_month(db, *found);
    if (closing_of(figures) != db.accounting.owed_before(found->month.period.to))
        return Problem{Errc::does_not_add_up, "month",
                       "an opening balance and movements that are the closing balance; run the audit", name};
    const auto last = db.accounting.last_close();
    return CountedMonth{std::move(*found), std::move(figures), last ? last->digest : ""};
}

std::string digests_of_files(Storage& storage, const MonthFigures& figures) {
    Json files = Json::object();
    for (const auto file : all_month_files) files.set(word_of(file), digest_of_file(storage, file, figures));
    return dump(files);
}

}  // namespace

Result<AccountingClose> close_month(Storage& storage, std::chrono::year_month month,
                                    const CompanyNow& company, const Closer& closer) {
    std::optional<Result<CountedMonth>> counted;
    storage.read_much([&](Transaction& db) { counted = count_to_close(db, month, company); });
    if (!*counted) return counted->error();
    const auto& [found, figures, before] = **counted;
    AccountingClose close;
    close.month = found.month.name;
    close.begins = found.month.period.from;
    close.ends = found.month.period.to;
    close.utc_offset = found.month.utc_offset;
    close.closed = company.now;
    close.person = closer.person;
    close.names = names_text(found.month.names);
    close.figures = dump(figures_json(figures));
    close.files = digests_of_files(storage, figures);
    close.owed = closing_of(figures);
    close.before = before;
    close.digest = sha256_hex(digested_text(close));
    bool closed_meanwhile = false;
    storage.transact([&](Transaction& db) {
        db.take_turn();
        const auto last = db.accounting.last_close();
        closed_meanwhile = (last ? last->digest : "") != close.before;
        if (closed_meanwhile) return;
        db.accounting.add(close);
        db.people.log({0, closer.moment, closer.person, "month_closed", "month/" + close.month,
                       closer.person ? close.digest : "command line"});
    });
    if (closed_meanwhile) return *refuse_state(MonthState::closed, close.month);
    return close;
}

namespace {

/// The close after `last` in the chain, by itself.
std::vector<std::string> faults_of_close(const AccountingClose& close, const AccountingClose* last) {
    const auto prefix = "closed month " + close.month + ": ";
    std::vector<std::string> faults;
    if (close.before != (last ? last->digest : ""))
        faults.push_back(prefix + "the close before it is not the one that it names");
    if (last && close.begins != last->ends)
        faults.push_back(prefix + "it does not begin where the month before ends");
    if (sha256_hex(digested_text(close)) != close.digest)
        faults.push_back(prefix + "its own figures were changed");
    return faults;
}

std::vector<std::string> faults_of_files(Storage& storage, const AccountingClose& close,
                                         const MonthFigures& figures) {
    std::vector<std::string> faults;
    for (const auto file : all_month_files)
        if (digest_of_file(storage, file, figures) != closed_digest(close, file))
            faults.push_back("closed month " + close.month + ": the file " +
                             file_name_of(file, close.month, true) + " is not the one that was closed");
    if (closing_of(figures) != close.owed)
        faults.push_back("closed month " + close.month + ": what is owed at its end is not what was closed");
    return faults;
}

}  // namespace

/// None of a month that is archived: its figures were closed, and the chain says that they are the same.
std::vector<std::string> faults_of_month(Storage& storage, const AccountingClose& close,
                                         const MonthInBooks& month) try {
    MonthFigures figures;
    storage.read_much([&](Transaction& db) { figures = count_month(db, month); });
    return faults_of_files(storage, close, figures);
} catch (const BooksArchived&) {
    return {};
}

std::vector<std::string> changed_closes(Storage& storage) {
    std::vector<AccountingClose> closes;
    OwedPoints owed;
    storage.read_much([&](Transaction& db) {
        closes = db.accounting.closes();
        try {
            if (!closes.empty()) owed = db.accounting.owed_before(closes.front().begins);
        } catch (const BooksArchived&) {
            // Then so is the month that begins with it.
        }
    });
    std::vector<std::string> faults;
    const AccountingClose* last = nullptr;
    for (const auto& close : closes) {
        auto found = faults_of_close(close, last);
        faults.insert(faults.end(), found.begin(), found.end());
        last = &close;
        if (const auto month = month_of_close(close, owed)) {
            found = faults_of_month(storage, close, *month);
            faults.insert(faults.end(), found.begin(), found.end());
        } else {
            faults.push_back("closed month " + close.month + ": its names cannot be read");
        }
        // The next month begins with what was closed, so that one changed row is not told of every month.
        owed = close.owed;
    }
    return faults;
}

}  // namespace tillpoints::cloud
