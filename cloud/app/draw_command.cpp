#include <cstdio>
#include <fstream>
#include <iterator>

#include "cloud/app/commands.hpp"
#include "cloud/app/open_storage.hpp"
#include "cloud/draws/draw_record.hpp"

namespace tillpoints::cloud {
namespace {

/// Of a hundred million participants.
constexpr std::size_t longest_record = std::size_t{3} << 30;

Result<Json> read_record(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in) return Problem{Errc::not_found, "file", "a file that can be read", path};
    return parse_json(bytes, {longest_record, 16});
}

void print_as_json(const CheckedRecord& checked) {
    Json faults = Json::array();
    for (const auto& fault : checked.faults) faults.push(fault);
    Json winners = Json::array();
    for (const auto& winner : checked.winners) winners.push(winner.value);
    const auto json = Json::object({{"right", checked.faults.empty()},
                                    {"name", checked.name},
                                    {"commitment", checked.commitment},
                                    {"participants", checked.participants},
                                    {"tickets", checked.tickets},
                                    {"winners", std::move(winners)},
                                    {"faults", std::move(faults)}});
    std::printf("%s\n", dump(json).c_str());
}

void print_in_words(const CheckedRecord& checked) {
    std::printf("%s: participants %lld, tickets %lld, winners %zu\n", checked.name.c_str(),
                static_cast<long long>(checked.participants), static_cast<long long>(checked.tickets),
                checked.winners.size());
    std::printf("commitment %s\n", checked.commitment.c_str());
    for (std::size_t at = 0; at < checked.winners.size(); ++at)
        std::printf("%zu. %lld\n", at + 1, static_cast<long long>(checked.winners[at].value));
    for (const auto& fault : checked.faults) std::printf("WRONG: %s\n", fault.c_str());
    if (checked.faults.empty()) std::printf("right: these winners follow from the seed and the list\n");
}

}  // namespace

int verify_draw(const Options& options, const DrawCommand& command) {
    const auto record = read_record(command.file);
    if (!record) return print_problems({record.error()});
    auto checked = check_draw_record(*record);
    if (!checked) return print_problems({checked.error()});
    if (!command.commitment.empty() && command.commitment != checked->commitment)
        checked->faults.push_back("the record names another commitment than the one that was published");
    options.json ? print_as_json(*checked) : print_in_words(*checked);
    return checked->faults.empty() ? 0 : 1;
}

}  // namespace tillpoints::cloud
