#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/config/config.hpp"
#include "plugin/limits/reason.hpp"
#include "protocol/error.hpp"
#include "protocol/money.hpp"
#include "protocol/timestamp.hpp"

/// What cashiers read and customers hold, in Russian, Kazakh and English. Pure.
namespace tillpoints::texts {

/// An amount of points with two decimals, written as the language writes decimals.
std::string amount(Language language, Points points);

/// For the cashier: why loyalty could not do what was asked, and what to do now. One short sentence.
std::string refusal(Language language, Errc reason);

/// An earlier redemption of this receipt is not settled yet.
std::string settling(Language language);
/// The receipt is closed, but its opening was never taken: no points.
std::string closed_without_opening(Language language);
/// The customer must show a new code, because the redemption made with the last one was withdrawn.
std::string show_code_again(Language language);
/// The cashier reads the number back to the customer: it is not registered but points will wait.
std::string unregistered_read_back(Language language, std::string_view masked_phone);
/// Offline, and points will be awarded later by the number given.
std::string offline_will_award(Language language);
/// Offline, but this customer may redeem points within the shop's offline limits.
std::string may_redeem_offline_now(Language language);
/// Points redeemed offline; the cloud has not confirmed them yet.
std::string offline_redemption(Language language, Points points);
/// Which of the shop's limits refused, and what to do now.
std::string limit_refusal(Language language, limits::Reason reason);
/// Fewer points than requested were granted: states how many.
std::string granted(Language language, Points points);

/// The cashier waits for the customer, who says the PIN of their own card.
std::string ask_for_pin(Language language);
/// The cashier waits for the customer, to whom a code was sent.
std::string ask_for_code(Language language);

/// Date and time of the shop to the minute, as the language writes them.
std::string date_and_time(Language language, Timestamp time, std::chrono::minutes utc_offset);

/// How a buyer joins the programme. Without link and code there is no way to tell.
struct Invitation {
    std::string app;           ///< the application's name
    std::string link;          ///< empty: none
    bool qr_code = false;      ///< the link is printed as a QR code too
    std::string code;          ///< the company's invitation code; empty: none
    bool earns_points = true;  ///< false: the programme gives a discount instead of points
};

/// Points of a sale without a customer. Its QR code is printed beside the lines.
struct Voucher {
    Points points;
    std::string code;
    std::string valid_until;  ///< empty: not known
};

/// What stands at the foot of the printed receipt.
struct Footer {
    bool with_card = false;
    Points used;
    bool used_offline = false;     ///< redeemed offline, not confirmed yet
    std::string award_rate;        ///< such as "1.5 %", or empty
    bool award_confirmed = false;  ///< false: printed as expected
    bool offline = false;          ///< no exact number may be printed
    Points award;                  ///< expected or confirmed
    bool balance_known = false;
    Points balance;              ///< after this receipt, without its award
    bool award_follows = false;  ///< the cloud adds an award to the balance later
    bool waits = false;          ///< for an unregistered phone: the points wait until its owner joins
    Points waiting;              ///< how many; 0: not known
    std::optional<Invitation> invitation = {};  ///< for a buyer who has not joined the programme
    std::optional<Voucher> voucher = {};        ///< for a buyer without a card; printed instead
};
/// Lines of at most `width` characters (not bytes) without trailing white space.
std::vector<std::string> invitation_lines(Language language, const Invitation& invitation, int width);
std::vector<std::string> voucher_lines(Language language, const Voucher& voucher, std::string_view app,
                                       int width);
std::vector<std::string> footer_lines(Language language, const Footer& footer, int width);

/// Amount right-aligned at `width` characters; a label too long is shortened.
std::string label_and_amount(std::string_view label, std::string_view amount, int width);
/// The number of characters (code points) of a UTF-8 text.
int character_count(std::string_view text);

}  // namespace tillpoints::texts
