#pragma once
#include <optional>
#include <string>

#include "protocol/ids.hpp"
#include "protocol/loyalty/messages.hpp"
#include "protocol/money.hpp"
#include "protocol/timestamp.hpp"

/// The rows of people who sign in to the console, and of what they did there.
namespace tillpoints::cloud {

enum class Role { owner, manager, marketer, accountant, employee };

/// Somebody who may sign in.
struct PersonRecord {
    std::int64_t id = 0;
    std::string login;
    std::string name;
    Role role = Role::employee;
    std::optional<loyalty::Named> branch{};   ///< a manager's
    std::optional<loyalty::Named> cashier{};  ///< who an employee is at the till
    std::string password{};                   ///< its hash
    bool must_change = false;                 ///< the password was given by somebody else
    std::optional<std::string> totp{};        ///< the secret of the second factor, base32; absent: not set up
    std::optional<std::string> totp_offered{};  ///< the secret that was shown and not yet confirmed
    std::int64_t totp_step = 0;                 ///< of the last code that was taken; no earlier one is
    bool blocked = false;
    Timestamp created{};
    friend bool operator==(const PersonRecord&, const PersonRecord&) = default;
};

/// Somebody who is signed in, in one browser.
struct SessionRecord {
    std::string digest;  ///< of the id, which only the browser knows
    std::int64_t person = 0;
    Timestamp began;
    Timestamp used;
    friend bool operator==(const SessionRecord&, const SessionRecord&) = default;
};

/// Wrong tries to sign in.
struct WrongTries {
    std::int64_t count = 0;
    Timestamp last;
    friend bool operator==(const WrongTries&, const WrongTries&) = default;
};

/// One line of the audit log. It names people and customers by their ids only.
struct ActionRecord {
    std::int64_t id = 0;
    Timestamp moment;
    std::optional<std::int64_t> person;  ///< absent: the command line, or nobody who is known
    std::string action;                  ///< "customer_blocked"
    std::string subject;                 ///< "customer/1100000000007"
    std::string detail;
    friend bool operator==(const ActionRecord&, const ActionRecord&) = default;
};

enum class PointRequestState { waiting, confirmed, declined };

/// Points by hand that a second person must confirm.
struct PointRequestRecord {
    std::int64_t id = 0;
    Timestamp asked;
    std::int64_t by = 0;  ///< person
    ParticipantId customer;
    Points points;  ///< negative takes away
    std::string reason;
    std::string key;  ///< drawn by the page, so that a request that is sent twice is made once
    PointRequestState state = PointRequestState::waiting;
    std::optional<std::int64_t> decided_by{};
    friend bool operator==(const PointRequestRecord&, const PointRequestRecord&) = default;
};

}  // namespace tillpoints::cloud
