#pragma once
#include <memory>
#include <string>

#include "adapters/cli/library.hpp"
#include "adapters/cli/table.hpp"
#include "adapters/doctor/facts.hpp"

namespace tillpoints::cli {

/// The configuration with every default, as the library reads it; its problems in `facts` otherwise.
Json whole_configuration(const Library& library, const std::string& text, doctor::Configuration& facts);

/// How a database is looked at.
enum class Reading {
    whole,  ///< every page of it
    brief,  ///< whether it can be used, in a moment
};

/// Everything that `doctor` judges. `library` null: it could not be loaded, `why_not` says why.
/// `daemon_file` empty: the one that belongs to the configuration, if it is there.
doctor::Facts installation_facts(const Library* library, const std::string& why_not,
                                 const std::string& config_file, bool ask_network,
                                 const std::string& daemon_file = {}, Reading reading = Reading::whole);

}  // namespace tillpoints::cli
