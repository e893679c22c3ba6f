#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "plugin/config/config.hpp"
#include "plugin/limits/reason.hpp"
#include "protocol/error.hpp"
#include "protocol/money.hpp"

/// What cashiers read and customers hold, in Russian, Kazakh and English. Pure.
namespace tillpoints::texts {

/// For the cashier: why loyalty could not do what was asked, and what to do now. One short sentence.
std::string refusal(Language language, Errc reason);

/// "Settling": an attempt before is not yet settled.
std::string settling(Language language);
/// The customer must show a new code: the one used was withdrawn.
std::string show_code_again(Language language);
/// The cashier reads the number back to the customer: it is not registered but points will wait.
std::string unregistered_read_back(Language language, std::string_view masked_phone);
/// Offline, and points will be awarded later by the number given.
std::string offline_will_award(Language language);
/// Offline, but this customer may spend points on the shop's credit.
std::string may_redeem_offline_now(Language language);
/// Points spent on the shop's credit; the cloud has yet to take them.
std::string offline_redemption(Language language, Points points);
/// Which of the shop's limits says no, and what to do now.
std::string limit_refusal(Language language, limits::Reason reason);
/// A shorter grant than asked, with the amount.
std::string granted(Language language, Points points);

/// What stands at the foot of the printed receipt.
struct Footer {
    bool with_card = false;
    Points used;
    bool used_offline = false;     ///< spent on the shop's credit, not confirmed yet
    std::string promised;          ///< "1.5 %"-like or empty
    bool award_confirmed = false;  ///< false: printed as a promise
    bool offline = false;          ///< no exact number is promised
    Points award;                  ///< expected or confirmed
    bool balance_known = false;
    Points balance;         ///< after this receipt
    std::string join_code;  ///< for a customer without a card; empty: none
};
/// Lines of at most `width` characters (not bytes), no trailing white space.
std::vector<std::string> footer_lines(Language language, const Footer& footer, int width);

/// Amount right-aligned at `width` characters; a label too long is shortened.
std::string label_and_amount(std::string_view label, std::string_view amount, int width);
/// The number of characters (code points) of a UTF-8 text.
int character_count(std::string_view text);

}  // namespace tillpoints::texts
