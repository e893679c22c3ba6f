#pragma once
#include <span>
#include <string>
#include <vector>

#include "cloud/ledger/draw_records.hpp"

/// Who wins a draw: by its seed and its list alone, so that anybody who has both can count it again
/// (cloud/README.md, "Prize draws"). Pure.
namespace tillpoints::cloud {

/// What is published before: SHA-256 of the seed's digits.
std::string commitment_of(const std::string& seed);

/// A participant as the list has it: "1100000000007;2" and a line feed. The numbers are those that customers
/// see.
std::string list_line(const DrawParticipant& participant);
/// SHA-256 of all lines.
std::string digest_of_list(std::span<const DrawParticipant> list);

/// Numbers that follow from a seed and a list's digest. Number i is the first 8 bytes, the highest first, of
/// HMAC-SHA-256(seed, "tillpoints-draw-1/DIGEST/i").
class DrawNumbers {
  public:
    DrawNumbers(std::string seed, const std::string& list_digest);

    /// One of 0 ... `end` - 1, each equally likely: a number from the last, incomplete multiple of `end` on
    /// is passed over.
    std::uint64_t below(std::uint64_t end);

  private:
    std::string seed_;
    std::string prefix_;
    std::uint64_t next_ = 0;
};

/// The winners' customers in the order in which they are drawn; all participants if there are no more than
/// `winners`. For each, a ticket is drawn from those that are left; its owner's other tickets go with it.
std::vector<ParticipantId> select_winners(const std::string& seed, std::span<const DrawParticipant> list,
                                          std::int64_t winners);

}  // namespace tillpoints::cloud
