#include "plugin/session/manual_resolution.hpp"

#include "plugin/session/parts.hpp"

namespace tillpoints::session {
namespace {

std::vector<till::FiscalLine> lines_on(const Session& session, Paper paper) {
    return session.quote && paper == Paper::as_quoted ? session.quote->lines : full_price(session.cart);
}

Problem not_possible(const Session& session, std::string expected, std::string found) {
    return {Errc::out_of_order, "receipt " + session.receipt.text, std::move(expected), std::move(found)};
}

}  // namespace

Result<till::Event> explained(const Session& session, Paper paper, std::string reason, Timestamp now) {
    if (session.phase != Phase::open)
        return not_possible(session, "an open receipt",
                            session.phase == Phase::closed ? "a closed one" : "a cancelled one");
    if (paper == Paper::none) return till::Event(till::ReceiptCancelled{session.receipt, std::move(reason)});
    till::ClosedReceipt closed;
    closed.receipt = session.receipt;
    closed.lines = lines_on(session, paper);
    closed.total = sum_of(closed.lines);
    closed.closed_at = now;
    const Money tender = session.quote && paper == Paper::as_quoted ? session.quote->tender : Money();
    closed.payments = {{"cash", closed.total - tender}};
    if (tender > Money()) closed.payments.push_back({"points", tender});
    if (closed.lines.empty()) return not_possible(session, "a receipt whose goods are known", "none told");
    return till::Event(till::ReceiptClosed{std::move(closed)});
}

std::optional<Money> total_known(const Session& session) {
    const auto lines = lines_on(session, Paper::as_quoted);
    return lines.empty() ? std::nullopt : std::optional(sum_of(lines));
}

}  // namespace tillpoints::session
