#include "cloud/api/programmes_in_force.hpp"

#include "cloud/programme/read_programme.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::chrono::seconds between_versions_read{1};

std::shared_ptr<const Programme> programme_in(const ProgrammeVersion& version) {
    const auto json = parse_json(version.document);
    Problems problems;
    auto programme = json ? read_programme(*json, problems) : std::nullopt;
    if (!programme)
        throw StorageFailed(Errc::storage_failed,
                            "version " + std::to_string(version.id) + " of the programme cannot be read");
    return std::make_shared<const Programme>(std::move(*programme));
}

}  // namespace

bool ProgrammesInForce::must_look() {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (looked_ && now - *looked_ < between_versions_read) return false;
    looked_ = now;
    return true;
}

void ProgrammesInForce::look_again() {
    const std::lock_guard lock(mutex_);
    looked_.reset();
}

void ProgrammesInForce::take(const std::vector<ProgrammeVersion>& standing) {
    const std::lock_guard lock(mutex_);
    versions_.clear();
    for (const auto& version : standing) {
        auto& programme = read_[version.id];
        if (!programme) programme = programme_in(version);
        versions_.push_back({version.starts, programme});
    }
}

std::shared_ptr<const Programme> ProgrammesInForce::at(Transaction& db, Timestamp now) {
    if (must_look()) {
        try {
            take(db.programme.standing());
        } catch (...) {
            look_again();
            throw;
        }
    }
    const std::lock_guard lock(mutex_);
    auto in_force = file_;
    for (const auto& version : versions_)
        if (version.starts <= now) in_force = version.programme;
    return in_force;
}

}  // namespace tillpoints::cloud
