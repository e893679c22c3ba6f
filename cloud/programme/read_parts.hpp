#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "cloud/programme/programme.hpp"
#include "protocol/reader.hpp"

/// The parts of a programme file. Each records what is wrong in its reader's list of problems.
namespace tillpoints::cloud {

/// Points from 0, absent: none.
Points read_gift(Reader& in, std::string_view key);
/// "cash" or "total", absent: cash.
ShareOf read_share_of(Reader& in, std::string_view key);
Tier read_tier(Reader in, bool first);
/// At least one tier; each condition rises, the uids differ.
void check_order(Reader& in, const std::vector<Tier>& tiers);
Referral read_referral(std::optional<Reader> in);
std::optional<BirthdayGift> read_birthday(std::optional<Reader> in);
std::optional<WinBack> read_win_back(std::optional<Reader> in);
/// At least one of its two conditions.
std::optional<loyalty::ConfirmationRule> read_confirmation(std::optional<Reader> in);
/// Adds one to `sources`.
void read_source(Reader in, std::vector<Source>& sources);

}  // namespace tillpoints::cloud
