#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "cloud/ledger/report_rows.hpp"

/// The rows of prize draws.
namespace tillpoints::cloud {

/// What somebody has a ticket for. The numbers are stored.
enum class TicketFor {
    customer,  ///< one for each member of the segment
    purchase,  ///< one for each unrefunded purchase of a member within a period
};

/// What a winner gets beside the message. The numbers are stored.
enum class Prize { nothing, points, certificate };

/// The numbers are stored.
enum class DrawState {
    arranged,    ///< the commitment is out, and the list still open
    collecting,  ///< the list is being made
    listed,      ///< the list is whole
    drawn,
};

/// A prize draw. What was arranged never changes, and nothing of it once it is drawn.
struct Draw {
    std::int64_t id = 0;
    Timestamp arranged;
    std::int64_t by = 0;  ///< person
    std::string key;      ///< drawn by the page, so that a call that is sent twice arranges one
    std::string name;
    std::int64_t winners = 1;  ///< wanted
    std::string segment;       ///< the conditions, as they were given in the call
    TicketFor ticket_for = TicketFor::customer;
    std::optional<Period> bought{};  ///< of tickets for purchases
    Prize prize = Prize::nothing;
    Points points;                               ///< the certificate's, too
    std::int64_t days = 0;                       ///< so long the certificate is valid
    std::string message;                         ///< to each winner; empty: none
    std::map<std::string, std::string> texts{};  ///< by language, where it is not `message`
    std::string seed;        ///< 64 hexadecimal digits; nobody's business until it is drawn
    std::string commitment;  ///< the SHA-256 of the seed
    DrawState state = DrawState::arranged;
    std::optional<Timestamp> asked{};        ///< when somebody pressed
    std::optional<std::int64_t> asked_by{};  ///< person
    ParticipantId upto{};                    ///< the last customer who was looked at
    ParticipantId newest{};  ///< the last customer when somebody pressed: later ones take no part
    std::optional<Timestamp> drawn{};
    std::int64_t participants = 0;
    std::int64_t tickets = 0;  ///< of all participants
    std::string list_digest{};
    friend bool operator==(const Draw&, const Draw&) = default;
};

/// A line of a draw's list.
struct DrawParticipant {
    ParticipantId customer;
    std::int64_t tickets = 1;
    friend bool operator==(const DrawParticipant&, const DrawParticipant&) = default;
};

/// The numbers are stored.
enum class PrizeState {
    waiting,
    given,
    not_given,  ///< the customer left, is blocked, or has as many certificates as one may have
};

struct DrawWinner {
    std::int64_t draw = 0;
    std::int64_t place = 1;  ///< in the order in which they were drawn
    ParticipantId customer;
    PrizeState state = PrizeState::waiting;
    bool told = false;  ///< is a message queued?
    friend bool operator==(const DrawWinner&, const DrawWinner&) = default;
};

}  // namespace tillpoints::cloud
