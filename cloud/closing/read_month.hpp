#pragma once
#include <functional>

#include "cloud/accounting/closing_rules.hpp"
#include "cloud/accounting/month_files.hpp"
#include "cloud/storage/storage.hpp"

/// A month read from the storage.
namespace tillpoints::cloud {

/// What the files call the company, how its clock goes, and what time it is in the books.
struct CompanyNow {
    std::string name;
    std::string currency;  ///< ISO 4217
    std::chrono::minutes utc_offset{0};
    Timestamp now;
};

/// A month that may be asked for, and where its figures begin.
struct MonthInBooks {
    BookedMonth month;
    MonthState state = MonthState::running;
    std::optional<OwedPoints> opening;     ///< as the close before says; absent: nothing is closed before it
    std::optional<AccountingClose> close;  ///< of a closed month
};

/// The months from the first one in the books to the one of now, the newest first.
std::vector<std::chrono::year_month> months_in_books(Transaction& db, const CompanyNow& company);
/// The month that is to be closed next; nothing while the books are empty.
std::optional<std::chrono::year_month> next_month_to_close(Transaction& db, const CompanyNow& company);
/// Nothing for a month before the first one in the books or after now. Throws StorageFailed if a close was
/// changed so that it cannot be read.
std::optional<MonthInBooks> find_month(Transaction& db, std::chrono::year_month month,
                                       const CompanyNow& company);
/// The same as its close has it, if its names can be read. `opening` is what it began with.
Result<MonthInBooks> month_of_close(const AccountingClose& close, const OwedPoints& opening);

/// Counted from the postings and operations, also of a closed month.
MonthFigures count_month(Transaction& db, const MonthInBooks& month);

/// Takes the parts of a file in order. What it throws ends the writing.
using FileSink = std::function<void(std::string_view)>;

/// Writes a file of the month. Operations are read in pages, each in a transaction of its own, so that no
/// database keeps an old state for a long file; of a month that is over nothing changes between them.
void write_month_file(Storage& storage, MonthFile file, const MonthFigures& figures, const FileSink& sink);
/// The SHA-256 of such a file.
std::string digest_of_file(Storage& storage, MonthFile file, const MonthFigures& figures);
/// The SHA-256 of a file as the close tells it; empty if it does not.
std::string closed_digest(const AccountingClose& close, MonthFile file);

}  // namespace tillpoints::cloud
