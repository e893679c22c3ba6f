#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "plugin/session/manual_resolution.hpp"
#include "plugin/session/returning.hpp"
#include "plugin/session/step.hpp"

/// Drives one session: the steps of the register and of the cloud are verbs, the results are queries. After
/// every step the session is stored and read back, and must be the same.
namespace tillpoints::session {

using namespace std::chrono_literals;

inline const Timestamp noon = *parse_timestamp("2026-03-01T12:00:00Z");

till::RequestedPoints max();
till::RequestedPoints none();
till::RequestedPoints points(std::int64_t hundredths);

class Till {
  public:
    explicit Till(till::ReceiptKind kind = till::ReceiptKind::sale);

    // ---- the shop ----------------------------------------------------------------------------------------
    Till& offline();
    Till& online();
    std::optional<Errc> link_trouble;
    Till& in_tender_mode();
    /// Allows redeeming by phone without the cloud, at most so many points on a receipt.
    Till& redeems_offline(std::int64_t per_receipt = 50'000);
    Till& caches(Points balance, std::string identity = "+79161234567");
    /// Prints vouchers on receipts without a customer; the programme's first tier earns 5 %.
    Till& gives_vouchers();
    Till& commit_host();  ///< no event between the discount and the printing

    // ---- the cart ----------------------------------------------------------------------------------------
    Till& scan(std::string id, std::int64_t price, std::string quantity = "1");
    Till& scan_position(till::Position position);
    Till& scan_excluded(std::string id, std::int64_t price);
    Till& scan_unredeemable(std::string id, std::int64_t price);
    Till& take_out(const std::string& id);

    // ---- the cashier -------------------------------------------------------------------------------------
    Till& present_code(std::string code = "123456");
    Till& present_phone(std::string phone = "+79161234567");
    Till& present(till::PresentedBy by, std::string value);
    Till& remove_customer();
    Till& ask_discount(till::RequestedPoints wish = max());
    Till& ask_confirmation(bool send_code = false);
    Till& enter(std::string secret);
    Till& start_payment(Money rounding = {});
    Till& start_payment_with(std::vector<till::FiscalLine> lines, std::string quote);
    Till& abandon();
    Till& print();
    Till& close_as_quoted(Money rounding = {});
    Till& close_at_full_price(Money rounding = {});
    Till& close_with(std::vector<till::FiscalLine> lines, std::vector<till::Payment> payments = {},
                     Money rounding = {});
    Till& cancel();
    /// Takes every step that was not synced; the disk holds these entries.
    Till& power_cut(const std::vector<OutboxEntry>& entries = {});
    Till& deadline();
    /// An operator states how the receipt ended.
    Till& explain(Paper paper);
    Till& give_back(std::string return_id, std::vector<till::ReturnedLine> lines);

    // ---- the cloud ---------------------------------------------------------------------------------------
    Till& finds(Points balance = Points(50'000), bool with_uid = true);
    Till& finds_with_limit(Points balance, Points most);  ///< the goods were sent along
    Till& limits(Points most, Money percent = {}, Points certificate = {});
    /// The programme wants redemptions of more points confirmed; by phone any.
    Till& wants_confirmation(Points above, bool by_phone = true);
    Till& begins_confirmation(loyalty::ConfirmBy by = loyalty::ConfirmBy::code);
    Till& takes_confirmation(std::optional<Points> for_points = {});
    Till& issues_voucher(std::string code = "900001", std::optional<Timestamp> expires = noon + 3h);
    Till& refuses(int status, Errc code);
    Till& says_nothing(Errc why = Errc::timed_out);
    Till& confirms();
    Till& refuses_redemption(Errc code);
    Till& leaves_unclear();
    Till& settles();  ///< the withdrawal of the earlier attempt is over
    Till& entry_outcome(EntryUpdate::Kind kind, const EntryId& entry, std::optional<Errc> reason = {});

    /// A found customer, `most` points granted, the redemption confirmed: ready to be printed.
    Till& with_discount(std::int64_t most);

    // ---- what came of it ---------------------------------------------------------------------------------
    bool answered() const { return reply_.has_value(); }
    std::string status() const { return text("status"); }
    std::string text(std::string_view key) const;
    std::int64_t number(std::string_view key) const;
    bool flag(std::string_view key) const;
    std::string error() const;
    /// The printed lines, one after another with a line break behind each.
    std::string printed_lines() const;
    /// What the one printed barcode says; empty if there is none.
    std::string qr_code() const;
    const Json& reply() const { return *reply_; }
    template <class Kind>
    const Kind* did() const {
        for (const auto& action : actions_)
            if (const auto* it = std::get_if<Kind>(&action)) return it;
        return nullptr;
    }
    template <class Kind, class Visit>
    void each(Visit visit) const {
        for (const auto& action : actions_)
            if (const auto* it = std::get_if<Kind>(&action)) visit(*it);
    }
    /// The call of the question asked in the last step.
    template <class Call>
    const Call* asked() const {
        const auto* ask = did<Ask>();
        return ask ? std::get_if<Call>(&ask->question) : nullptr;
    }
    /// The operation of the entry stored in the last step.
    const loyalty::CreateOperation& operation() const;
    const RefundEntry& refund() const;
    const OutboxEntry& entry() const;
    /// How many steps so far must survive a power cut before their answer.
    int syncs() const { return syncs_; }
    bool nothing_happened() const { return actions_.empty(); }
    bool noted(std::string_view what) const;
    std::vector<EntryId> withdrawn() const;

    const Session& session() const { return session_; }
    std::vector<till::FiscalLine> quoted() const { return session_.quote->lines; }
    std::vector<till::FiscalLine> full() const;
    std::string extra() const { return dump(*reply_->find("extra")); }
    const std::vector<till::Position>& cart() const { return cart_; }

    Till& take(const Input& input);
    StepContext context(const Input& input) const;
    Step take_foreign(const till::ReturnClosed& event) const {
        return take_return({}, event, context(till::Event(event)));
    }

    Step take_return_here(const till::ReturnClosed& event) const {
        return take_return(session_, event, context(till::Event(event)));
    }

    Config config;
    loyalty::Settings settings;
    limits::LimitsState limits_state;  ///< with the changes of all steps
    std::int64_t open_elsewhere = 0;
    Timestamp now = noon;
    std::string installation;

  private:
    void keep(Step step);

    Session session_;
    std::vector<till::Position> cart_;
    std::vector<Action> actions_;
    std::optional<Json> reply_;
    bool online_ = true;
    bool commit_ = false;
    std::optional<Points> confirm_above_;
    int steps_ = 0;
    int syncs_ = 0;
    Session synced_;  ///< as of the last synced step
};

inline Till sell() {
    return Till();
}
/// 300.00 of 1000.00 are offered and accepted.
Till discounted();
till::ReturnedLine returned(const std::string& id, std::int64_t price, const std::string& quantity = "1");

}  // namespace tillpoints::session
