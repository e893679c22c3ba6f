#pragma once
#include <sys/types.h>

#include <string>

#include "adapters/cli/interview.hpp"
#include "adapters/cli/table.hpp"

namespace tillpoints::cli {

/// Which program uses the installation: one that loads the library, or tillpointsd.
struct RegisterChoice {
    bool daemon = false;
    std::string file;      ///< the daemon's configuration
    Json settings;         ///< what stands in it now, or what it begins with
    std::string terminal;  ///< whose data the tool's configuration names
    bool start = false;    ///< the unit is to be started when all is right

    std::string state_directory() const;
};

/// Asks only where tillpointsd is installed. Throws BadInput for an answer that is none.
RegisterChoice choose_register(Interview& interview, const std::string& config_file);

/// Sets the data directory in the configuration. Throws BadInput, with how to move them, if the data of the
/// other kind of register are there.
void choose_data_directory(const RegisterChoice& choice, const std::string& usual, const std::string& user,
                           Json& config);

/// The user the unit runs as, if there is one.
std::string user_of_daemon();

/// Writes the daemon's configuration with the terminal in it, and makes the terminal's directories.
/// `config_file` holds `config`.
void write_daemon(const RegisterChoice& choice, const std::string& config_file, const Json& config,
                  uid_t user, gid_t group);

/// What is to be done next, or starts the daemon if that was wished. False if it cannot be started.
bool finish_daemon(const RegisterChoice& choice, const std::string& user);

}  // namespace tillpoints::cli
