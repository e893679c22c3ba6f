#pragma once
#include <span>

#include "cloud/console/console_call.hpp"

namespace tillpoints::cloud {

/// A set of roles, one bit each.
using RoleSet = unsigned;
constexpr RoleSet of_role(Role role) {
    return 1u << static_cast<unsigned>(role);
}
inline constexpr RoleSet nobody = 0;  ///< the call needs no session
inline constexpr RoleSet owners = of_role(Role::owner);
inline constexpr RoleSet every_role = owners | of_role(Role::manager) | of_role(Role::marketer) |
                                      of_role(Role::accountant) | of_role(Role::employee);

/// What a person must have done before a call.
enum class Ready {
    not_needed,  ///< the call is for getting ready
    needed,      ///< own password, and second factor set up
};

/// How a call uses the database.
enum class Use {
    by_method,  ///< a GET reads, a POST may write
    read,       ///< a POST that only reads
    read_much,  ///< it may read all operations of a company: on a thread of its own (Storage::read_much)
    read_some,  ///< the same for what takes seconds at most, so that it waits for no report
};

inline constexpr std::size_t longest_body = 64u << 10;

/// What the body of a call is. One that is larger than a form is taken only from who may make the call,
/// which is known by the head of the request.
struct BodyRule {
    std::size_t longest = longest_body;
    bool picture = false;  ///< it is the file itself, not JSON
};

/// One call: where it is, who may make it, and what it does. Handlers of a GET only read.
struct ConsoleRoute {
    std::string_view method;
    std::string_view path;  ///< below /console/api
    RoleSet roles;
    Ready ready;
    ConsoleHandler handler;  ///< absent: `worker`, or console.cpp itself, does it outside a transaction
    bool gives_password = false;
    ConsoleWorker worker = nullptr;
    Use use = Use::by_method;
    BodyRule body{};
};

std::span<const ConsoleRoute> console_routes();

}  // namespace tillpoints::cloud
