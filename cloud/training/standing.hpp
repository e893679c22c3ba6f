#pragma once
#include <span>

#include "cloud/ledger/training_records.hpp"

/// Who has to read or to pass what. Pure.
namespace tillpoints::cloud {

/// Is an instruction for a person with this role, of this branch (nothing: of none)? Never for an owner.
bool is_for(const InstructionVersion& version, Role role, std::optional<std::int64_t> branch);

/// The bit of a role in `InstructionVersion::roles`.
constexpr std::int64_t role_bit(Role role) {
    return std::int64_t{1} << static_cast<int>(role);
}

/// A passed test can be taken again so long before it stops to count, so that nobody needs to be without.
inline constexpr std::chrono::days renewed_before{30};

enum class Due { nothing, reading, test };
/// "nothing", "reading", "test".
std::string_view word_of(Due due);

/// How far a person is with an instruction.
struct Standing {
    std::optional<ReadingRecord> read{};  ///< of the newest version that the person has read
    std::optional<TestTry> passed{};      ///< the one that counts longest, perhaps not any more
    std::int64_t tries = 0;               ///< at the test as it is now
    std::int64_t best = 0;                ///< the most right answers in one of them
    Due due = Due::reading;
    bool may_take = false;  ///< the test, as long as there are tries left today
};

/// `readings` and `tries` (with answers) of one person and instruction.
Standing standing_of(const InstructionVersion& current, std::span<const ReadingRecord> readings,
                     std::span<const TestTry> tries, Timestamp now);

/// How many tries are left of today, which changes at midnight of the shop's clock.
std::int64_t tries_left(const InstructionVersion& current, std::span<const TestTry> tries, Timestamp now,
                        std::chrono::minutes utc_offset);

/// The same moment of the same day so many months later, or of the last day of a shorter month; nothing for
/// no months.
std::optional<Timestamp> valid_until(Timestamp passed, std::chrono::months valid);

/// The version in which the test of `next` came: an equal test before it still counts.
std::int64_t test_since(const InstructionVersion& before, const InstructionVersion& next);

}  // namespace tillpoints::cloud
