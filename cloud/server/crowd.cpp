#include "cloud/server/crowd.hpp"

namespace tillpoints::cloud {

bool Crowd::make_room() {
    if (inside_ < most_) return true;
    if (waiting_.empty()) return false;
    auto& member = *waiting_.front();
    leave(member);
    member.drop();
    return true;
}

void Crowd::enter(Member& member) {
    member.inside_ = true;
    ++inside_;
    waits(member);
}

void Crowd::leave(Member& member) {
    served(member);
    if (member.inside_) --inside_;
    member.inside_ = false;
}

void Crowd::waits(Member& member) {
    served(member);
    if (member.inside_) member.place_ = waiting_.insert(waiting_.end(), &member);
}

void Crowd::served(Member& member) {
    if (member.place_) waiting_.erase(*member.place_);
    member.place_.reset();
}

}  // namespace tillpoints::cloud
