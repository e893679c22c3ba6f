#include "cloud/api/programmes_in_force.hpp"

#include <cstdio>

#include "cloud/programme/read_programme.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::chrono::seconds between_versions_read{1};

std::shared_ptr<const Programme> programme_in(const std::string& document) {
    const auto json = parse_json(document);
    Problems problems;
    auto programme = json ? read_programme(*json, problems) : std::nullopt;
    return programme ? std::make_shared<const Programme>(std::move(*programme)) : nullptr;
}

}  // namespace

bool ProgrammesInForce::must_look() {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    // Before the first list is there, a thread cannot go on by what another one is still reading.
    if (list_ && looked_ && now - *looked_ < between_versions_read) return false;
    looked_ = now;
    return true;
}

void ProgrammesInForce::look_again() {
    const std::lock_guard lock(mutex_);
    looked_.reset();
}

std::shared_ptr<const ProgrammesInForce::List> ProgrammesInForce::list() const {
    const std::lock_guard lock(mutex_);
    return list_;
}

void ProgrammesInForce::tell_unreadable(std::int64_t id) {
    const std::lock_guard lock(mutex_);
    if (!told_.insert(id).second) return;
    std::fprintf(
        stderr,
        "tillpoints-cloud: version %lld of the programme cannot be read. The rules that were read before it "
        "go on; without any, calls fail. Set the programme anew.\n",
        static_cast<long long>(id));
}

/// Nothing for one that cannot be read.
std::shared_ptr<const Programme> ProgrammesInForce::programme_of(Transaction& db, std::int64_t id,
                                                                 const List* known) {
    if (known)
        for (const auto& version : known->versions)
            if (version.id == id) return version.programme;
    const auto version = db.programme.find(id);
    auto programme = version ? programme_in(version->document) : nullptr;
    if (!programme) tell_unreadable(id);
    return programme;
}

/// Nothing if what was read before must go on.
std::shared_ptr<const ProgrammesInForce::List> ProgrammesInForce::read(Transaction& db, Timestamp now) {
    const auto known = list();
    auto out = std::make_shared<List>();
    Version in_force{0, Timestamp::min(), file_};
    std::vector<ProgrammeStart> coming;
    for (const auto& start : db.programme.starts()) {
        out->events += start.withdrawn ? 2 : 1;
        if (start.withdrawn) continue;
        if (start.starts > now) {
            coming.push_back(start);
        } else {
            in_force = {start.id, start.starts, nullptr};
        }
    }
    if (in_force.id != 0) in_force.programme = programme_of(db, in_force.id, known.get());
    if (!in_force.programme) {
        if (known) return nullptr;
        throw StorageFailed(Errc::storage_failed,
                            "version " + std::to_string(in_force.id) + " of the programme cannot be read");
    }
    out->versions.push_back(std::move(in_force));
    for (const auto& start : coming)
        if (auto programme = programme_of(db, start.id, known.get()))
            out->versions.push_back({start.id, start.starts, std::move(programme)});
    return out;
}

void ProgrammesInForce::take(std::shared_ptr<const List> read) {
    const std::lock_guard lock(mutex_);
    if (read && (!list_ || read->events >= list_->events)) list_ = std::move(read);
}

std::shared_ptr<const Programme> ProgrammesInForce::at(Transaction& db, Timestamp now) {
    if (must_look()) {
        try {
            take(read(db, now));
        } catch (...) {
            look_again();
            throw;
        }
    }
    const auto known = list();
    auto in_force = known->versions.front().programme;
    for (const auto& version : known->versions)
        if (version.starts <= now) in_force = version.programme;
    return in_force;
}

}  // namespace tillpoints::cloud
