#pragma once
#include "cloud/closing/read_month.hpp"

namespace tillpoints::cloud {

/// Who closes a month, for the close and for the audit log.
struct Closer {
    std::optional<std::int64_t> person;  ///< absent: the command line
    Timestamp moment;                    ///< real time
};

/// Closes the accounts of a month. Its files are written (and only their digests kept) beside the tills, in
/// transactions that read; one short transaction then adds the close. Errc::not_found: no such month;
/// Errc::duplicate: closed already; Errc::out_of_order: it is not over, or an earlier one is open;
/// Errc::does_not_add_up: what it began with and what moved are not what it ended with.
Result<AccountingClose> close_month(Storage& storage, std::chrono::year_month month,
                                    const CompanyNow& company, const Closer& closer);

/// What of closed months is not any more as it was closed, each in a sentence that names the month and the
/// file; nothing if all is.
std::vector<std::string> changed_closes(Storage& storage);

}  // namespace tillpoints::cloud
