#pragma once
#include <filesystem>
#include <string>

#include "adapters/conform/recording.hpp"
#include "adapters/conform/rules.hpp"
#include "adapters/conform/scenario.hpp"

namespace tillpoints::conform {

/// How a host is started: `{library}` and `{config}` in the command are replaced by paths.
struct Host {
    std::string command;
    std::filesystem::path library;  ///< the plugin that watches
    std::filesystem::path folder;   ///< for configurations and recordings, a folder for each scenario
};

struct Played {
    std::string scenario;
    Findings findings;
    std::string cannot;  ///< what the host said it cannot do; such a scenario shows nothing
    std::filesystem::path recording;
};

/// Plays one scenario. Throws std::runtime_error if files cannot be written or the host cannot be started.
Played play(const Host& host, const Scenario& scenario);

/// A command and what the host answered; nothing: no answer came.
struct Answered {
    std::string command;
    std::optional<std::string> line;
};

/// What a host said of its receipts, held against what it told the plugin. Pure.
Findings compare_printed(const std::vector<Answered>& dialog, const Recording& recording);

/// The entries of a file; lines that are no entries are left out.
Recording read_recording(const std::filesystem::path& file);

}  // namespace tillpoints::conform
