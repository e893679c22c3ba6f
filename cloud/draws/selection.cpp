#include "cloud/draws/selection.hpp"

#include <charconv>

#include "cloud/api/digest.hpp"
#include "cloud/api/running_digest.hpp"

namespace tillpoints::cloud {
namespace {

std::uint64_t first_bytes(const std::string& hex) {
    std::uint64_t value = 0;
    std::from_chars(hex.data(), hex.data() + 16, value, 16);
    return value;
}

/// Whose ticket it is, counted in the order of the list over those who have tickets left.
std::size_t owner_of(std::uint64_t ticket, std::span<const std::uint64_t> left) {
    std::size_t at = 0;
    for (; left[at] <= ticket; ++at) ticket -= left[at];
    return at;
}

}  // namespace

std::string commitment_of(const std::string& seed) {
    return sha256_hex(seed);
}

std::string list_line(const DrawParticipant& participant) {
    return std::to_string(participant.customer.value) + ";" + std::to_string(participant.tickets) + "\n";
}

std::string digest_of_list(std::span<const DrawParticipant> list) {
    RunningDigest digest;
    for (const auto& participant : list) digest.add(list_line(participant));
    return digest.hex();
}

DrawNumbers::DrawNumbers(std::string seed, const std::string& list_digest)
    : seed_(std::move(seed)), prefix_("tillpoints-draw-1/" + list_digest + "/") {}

std::uint64_t DrawNumbers::below(std::uint64_t end) {
    // 2^64 modulo `end`.
    const auto incomplete = (0 - end) % end;
    while (true) {
        const auto number = first_bytes(keyed_sha256_hex(seed_, prefix_ + std::to_string(next_++)));
        if (number <= UINT64_MAX - incomplete) return number % end;
    }
}

std::vector<ParticipantId> select_winners(const std::string& seed, std::span<const DrawParticipant> list,
                                          std::int64_t winners) {
    DrawNumbers numbers(seed, digest_of_list(list));
    std::vector<std::uint64_t> left;
    std::uint64_t tickets = 0;
    for (const auto& participant : list) {
        left.push_back(static_cast<std::uint64_t>(participant.tickets));
        tickets += left.back();
    }
    std::vector<ParticipantId> out;
    while (tickets > 0 && std::ssize(out) < winners) {
        const auto winner = owner_of(numbers.below(tickets), left);
        out.push_back(list[winner].customer);
        tickets -= left[winner];
        left[winner] = 0;
    }
    return out;
}

}  // namespace tillpoints::cloud
