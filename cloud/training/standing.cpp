#include "cloud/training/standing.hpp"

#include <algorithm>

namespace tillpoints::cloud {
namespace {

namespace chrono = std::chrono;

constexpr std::string_view due_words[] = {"nothing", "reading", "test"};

chrono::sys_days day_by_clock(Timestamp moment, chrono::minutes utc_offset) {
    return chrono::floor<chrono::days>(moment + utc_offset);
}

/// Is `one` good for longer than `other`?
bool outlasts(const TestTry& one, const std::optional<TestTry>& other) {
    if (!other) return true;
    if (!other->expires) return false;
    return !one.expires || *one.expires > *other->expires;
}

bool counts(const InstructionVersion& current, const TestTry& one) {
    return one.finished && one.version >= current.test_since;
}

}  // namespace

std::string_view word_of(Due due) {
    return due_words[static_cast<std::size_t>(due)];
}

bool is_for(const InstructionVersion& version, Role role, std::optional<std::int64_t> branch) {
    if (role == Role::owner) return false;
    if (version.branch && version.branch->id != branch) return false;
    return version.roles == 0 || (version.roles & role_bit(role)) != 0;
}

Standing standing_of(const InstructionVersion& current, std::span<const ReadingRecord> readings,
                     std::span<const TestTry> tries, Timestamp now) {
    Standing out;
    for (const auto& reading : readings)
        if (!out.read || reading.version > out.read->version) out.read = reading;
    for (const auto& one : tries) {
        if (!counts(current, one)) continue;
        ++out.tries;
        out.best = std::max(out.best, one.right);
        if (one.passed && outlasts(one, out.passed)) out.passed = one;
    }
    const bool read = out.read && out.read->version == current.version;
    const auto lasts = [&](Timestamp until) {
        return out.passed && (!out.passed->expires || *out.passed->expires > until);
    };
    const bool tested = !current.test.empty();
    if (read) out.due = tested && !lasts(now) ? Due::test : Due::nothing;
    out.may_take = read && tested && !lasts(now + renewed_before);
    return out;
}

std::int64_t tries_left(const InstructionVersion& current, std::span<const TestTry> tries, Timestamp now,
                        chrono::minutes utc_offset) {
    const auto today = day_by_clock(now, utc_offset);
    const auto taken = std::count_if(tries.begin(), tries.end(), [&](const TestTry& one) {
        return one.finished && day_by_clock(*one.finished, utc_offset) == today;
    });
    return std::max<std::int64_t>(0, current.tries_a_day - taken);
}

std::optional<Timestamp> valid_until(Timestamp passed, chrono::months valid) {
    if (valid.count() == 0) return {};
    const auto day = chrono::floor<chrono::days>(passed);
    auto date = chrono::year_month_day(day) + valid;
    if (!date.ok()) date = date.year() / date.month() / chrono::last;
    return chrono::sys_days(date) + (passed - day);
}

std::int64_t test_since(const InstructionVersion& before, const InstructionVersion& next) {
    return before.test == next.test && before.pass_mark == next.pass_mark ? before.test_since : next.version;
}

}  // namespace tillpoints::cloud
