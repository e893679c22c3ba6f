#pragma once
#include <array>
#include <string_view>

#include "plugin/ports/decisions.hpp"
#include "plugin/providers/uds/entry_call.hpp"

namespace tillpoints::simulation {

/// Mistakes that the simulated days must notice.
enum class Mutation {
    none,
    send_before_store,
    confirm_before_sync,
    sync_nothing,
    drop_on_5xx,
    new_number_per_try,
    skip_the_look_up,
    one_look_only,
    park_on_401,
    award_while_settling,
    forget_known_reversals,
    withdraw_without_refund,
    forget_to_withdraw,
    ignore_the_lists,
    ignore_a_lost_discount,
    confirm_without_an_answer,
    refund_again_when_unclear,
    return_before_its_sale,
    redeem_offline_without_counting,
    forget_the_award_of_offline_points,
    returns_at_sold_prices_only,
    forget_unredeemed_discounts,
    odd_receipts_are_absent,
    believe_the_number,
    send_what_a_backup_holds,
    cancel_what_a_backup_holds,
};

inline constexpr std::array<std::string_view, 26> mutation_names{"none",
                                                                 "send before store",
                                                                 "confirm before sync",
                                                                 "sync nothing",
                                                                 "drop on 5xx",
                                                                 "new number per try",
                                                                 "skip the look-up",
                                                                 "one look only",
                                                                 "park on 401",
                                                                 "award while settling",
                                                                 "forget known reversals",
                                                                 "withdraw without a refund",
                                                                 "forget to withdraw",
                                                                 "ignore the register's lists",
                                                                 "ignore a lost discount",
                                                                 "confirm without an answer",
                                                                 "refund again when unclear",
                                                                 "take a return before its sale",
                                                                 "lend without counting",
                                                                 "forget the award of lent points",
                                                                 "take returns at sold prices only",
                                                                 "forget unredeemed discounts",
                                                                 "take odd receipts for absent",
                                                                 "believe the number alone",
                                                                 "send what a backup holds",
                                                                 "cancel what a backup holds"};

/// The product's decisions, one of them made wrongly.
Decisions wrong_decisions(Mutation mutation);
/// The provider's call for an entry, wrong or not.
decltype(&uds::call_of) wrong_call_of(Mutation mutation);

}  // namespace tillpoints::simulation
