#include "cloud/closing/read_month.hpp"

#include "cloud/api/participant_ids.hpp"
#include "cloud/api/running_digest.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int operations_on_a_page = 1000;

BooksNow books_now(Transaction& db, const CompanyNow& company) {
    return {db.accounting.last_close(), db.accounting.first_written(), company.utc_offset, company.now};
}

BookNames names_now(Transaction& db, const CompanyNow& company) {
    BookNames names{company.name, company.currency, {}, {}};
    for (const auto& cashier : db.staff.cashiers())
        names.cashiers[cashier.id] = {cashier.external_id, cashier.name};
    for (const auto& branch : db.staff.branches()) names.branches[branch.id] = branch.display_name;
    return names;
}

/// A closed month with what the close before it says.
std::optional<MonthInBooks> find_closed(Transaction& db, const std::string& name) {
    const auto closes = db.accounting.closes();
    for (std::size_t at = 0; at < closes.size(); ++at) {
        if (closes[at].month != name) continue;
        auto month = month_of_close(
            closes[at], at == 0 ? db.accounting.owed_before(closes[at].begins) : closes[at - 1].owed);
        if (month) return std::move(*month);
        throw StorageFailed(Errc::storage_failed, "the names of the closed month " + name +
                                                      " cannot be read: " + month.error().sentence());
    }
    return {};
}

}  // namespace

std::vector<std::chrono::year_month> months_in_books(Transaction& db, const CompanyNow& company) {
    const auto closes = db.accounting.closes();
    const auto next = next_month_to_close(db, company);
    if (!next) return {};
    const auto first = closes.empty() ? next : parse_accounting_month(closes.front().month);
    if (!first) return {};
    std::vector<std::chrono::year_month> out;
    for (auto month = month_by_clock(company.now, company.utc_offset); month >= *first;
         month -= std::chrono::months(1))
        out.push_back(month);
    return out;
}

std::optional<std::chrono::year_month> next_month_to_close(Transaction& db, const CompanyNow& company) {
    return next_to_close(books_now(db, company));
}

std::optional<MonthInBooks> find_month(Transaction& db, std::chrono::year_month month,
                                       const CompanyNow& company) {
    const auto name = accounting_month_name(month);
    if (auto closed = find_closed(db, name)) return closed;
    const auto books = books_now(db, company);
    const auto open = open_month(books, month);
    if (!open) return {};
    MonthInBooks found{{name, open->period, company.utc_offset, names_now(db, company)}, open->state, {}, {}};
    if (books.last && open->period.from == books.last->ends) found.opening = books.last->owed;
    return found;
}

Result<MonthInBooks> month_of_close(const AccountingClose& close, const OwedPoints& opening) {
    const auto names = read_names(close.names);
    if (!names) return names.error();
    return MonthInBooks{{close.month, {close.begins, close.ends}, close.utc_offset, *names},
                        MonthState::closed,
                        opening,
                        close};
}

MonthFigures count_month(Transaction& db, const MonthInBooks& found) {
    const auto& period = found.month.period;
    auto& accounting = db.accounting;
    return figures_of(found.month, {found.opening ? *found.opening : accounting.owed_before(period.from),
                                    accounting.moved(period), accounting.cashier_sums(period),
                                    accounting.staff_owed(period)});
}

void write_month_file(Storage& storage, MonthFile file, const MonthFigures& figures, const FileSink& sink) {
    sink(beginning_of(file, figures));
    std::optional<BookedPlace> after;
    for (bool more = lists_operations(file); more;) {
        std::vector<BookedOperation> page;
        storage.read_much([&](Transaction& db) {
            page = db.accounting.operations(figures.month.period, after, operations_on_a_page);
        });
        std::string lines;
        for (auto& operation : page) {
            after = BookedPlace{operation.created, operation.id};
            operation.customer = shown_id(operation.customer);
            lines += entry_of(file, figures.month, operation);
        }
        sink(lines);
        more = page.size() == static_cast<std::size_t>(operations_on_a_page);
    }
    sink(end_of(file, figures));
}

std::string digest_of_file(Storage& storage, MonthFile file, const MonthFigures& figures) {
    RunningDigest digest;
    write_month_file(storage, file, figures, [&](std::string_view part) { digest.add(part); });
    return digest.hex();
}

std::string closed_digest(const AccountingClose& close, MonthFile file) {
    const auto files = parse_json(close.files);
    const auto* digest = files ? files->find(word_of(file)) : nullptr;
    return digest && digest->string() ? *digest->string() : std::string();
}

}  // namespace tillpoints::cloud
