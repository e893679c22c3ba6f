#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace tillpoints::simulation {

/// Ways to do it wrong that the simulation must notice.
enum class Mutation {
    none,
    send_before_store,
    drop_on_5xx,
    new_number_per_try,
    resend_without_looking,
    believe_first_absence,
    answer_before_stored,
    withdraw_without_refund,
};

inline constexpr std::array<std::string_view, 8> mutation_names{"none",
                                                                "send_before_store",
                                                                "drop_on_5xx",
                                                                "new_number_per_try",
                                                                "resend_without_looking",
                                                                "believe_first_absence",
                                                                "answer_before_stored",
                                                                "withdraw_without_refund"};

}  // namespace tillpoints::simulation
