#include "power_cuts.hpp"

#include <filesystem>
#include <optional>

namespace tillpoints::testing {
namespace {

/// How many of the first batches must be stored at a step, and how many may be.
struct Expected {
    std::size_t least = 0;  ///< those up to the last synced one that was answered
    std::size_t most = 0;   ///< those that were answered, and the one that is being committed
};

Expected expected_at(const std::vector<Attempt>& attempts, const std::vector<Batch>& batches,
                     std::size_t step) {
    Expected expected;
    for (std::size_t i = 0; i < attempts.size(); ++i) {
        const auto& attempt = attempts[i];
        if (attempt.answered <= step && batches[i].durability == Durability::synced) expected.least = i + 1;
        if (attempt.answered <= step || attempt.began < step) expected.most = i + 1;
    }
    return expected;
}

/// Exactly the first `count` batches may be stored: none of them was committed together with a later one.
bool is_whole(const std::vector<Attempt>& attempts, std::size_t count) {
    return count == 0 || count == attempts.size() || attempts[count].first == count;
}

/// Why the files are wrong after the power cut; empty if they are right.
std::string verdict(const Shop& shop, RecordedDisk& disk, const std::vector<Contents>& after,
                    const std::vector<Attempt>& attempts, Expected expected) {
    auto options = shop.options();
    options.vfs = disk.vfs();
    const auto opened = Outbox::open(options);
    if (!opened) return "does not open: " + opened.error().sentence();
    const auto found = contents_of(**opened);
    for (std::size_t count = expected.least; count <= expected.most; ++count)
        if (is_whole(attempts, count) && found == after[count]) return "";
    return "holds " + std::to_string(found.entries.size()) + " entries, not the " +
           std::to_string(after[expected.least].entries.size()) + " of the first " +
           std::to_string(expected.least) + " batches";
}

}  // namespace

void lay_out(const Shop& shop, const std::map<std::string, std::string>& files, const std::string& key,
             bool key_confirmed) {
    for (const auto& entry : std::filesystem::directory_iterator(shop.folder()))
        std::filesystem::remove(entry.path());
    write_bytes(shop.key_file() + (key_confirmed ? "" : ".new"), key);
    for (const auto& [name, bytes] : files)
        write_bytes((shop.folder() / std::filesystem::path(name).filename()).string(), bytes);
}

PowerCuts cut_power_everywhere(const std::vector<Batch>& batches, std::size_t torn) {
    const Shop shop(Place::memory);
    RecordedDisk recorded;
    const auto attempts = play(shop, recorded, batches);
    const auto key = bytes_of(shop.key_file());
    std::vector<Contents> after(1);
    for (const auto& batch : batches) {
        after.push_back(after.back());
        after.back().apply(batch);
    }

    PowerCuts result;
    result.boundaries = recorded.steps().size();
    const Shop left(Place::memory);
    RecordedDisk disk;
    Medium medium;
    for (std::size_t step = 0; step <= result.boundaries; ++step) {
        if (step > 0) medium.apply(recorded.steps()[step - 1]);
        const auto expected = expected_at(attempts, batches, step);
        for (std::size_t i = 0; i < torn + 2; ++i) {
            std::mt19937 chance(static_cast<std::uint32_t>(step * 1000 + i));
            const auto unsynced = i == 0 ? Unsynced::lost : i == 1 ? Unsynced::kept : Unsynced::torn;
            // The key gets its own name when the new database is durable, before the first batch.
            lay_out(left, medium.after_power_cut(unsynced, chance), key, step > attempts.front().began);
            disk.forget();
            const auto wrong = verdict(left, disk, after, attempts, expected);
            ++result.cuts;
            if (wrong.empty()) continue;
            if (result.violations++ == 0)
                result.first =
                    "step " + std::to_string(step) + ", choice " + std::to_string(i) + ": " + wrong;
        }
    }
    return result;
}

}  // namespace tillpoints::testing
