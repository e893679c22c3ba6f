#pragma once
#include "plugin/runtime/courier.hpp"
#include "plugin/runtime/desk.hpp"

namespace tillpoints {

/// What an earlier run left on the disk.
struct Legacy {
    std::vector<StoredSession> sessions;
    std::vector<Fact> facts;
    bool complete = true;  ///< false: more facts are on the disk
    limits::Rows limits = {};
    std::optional<loyalty::Settings> settings = {};  ///< the programme's, as last heard
    std::vector<ReceiptId> by_hand = {};             ///< receipts a person explained
    bool in_doubt_noted = false;
};
Result<Legacy> read_legacy(Outbox& outbox);

/// Desk and courier, each knowing the other. Everything the library does with a receipt happens in here.
class Office {
  public:
    explicit Office(const Ground& ground);

    void resume(Legacy legacy);
    void stop();

    Courier courier;
    Desk desk;
};

}  // namespace tillpoints
