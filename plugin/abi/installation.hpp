#pragma once
#include <memory>

#include "plugin/config/config.hpp"
#include "plugin/outbox/command_inbox.hpp"
#include "plugin/outbox/outbox.hpp"
#include "plugin/runtime/runtime.hpp"

namespace tillpoints::abi {

/// The files of an installation. All of them are in the configured data directory.
Outbox::Options outbox_options(const Config& config, bool read_only);
CommandInbox::Options inbox_options(const Config& config, std::chrono::milliseconds patience);

using LogCopy = std::function<void(LogLevel, std::string_view)>;

/// Makes the data directory, opens the outbox and the log, reads the key and starts the runtime.
Result<std::unique_ptr<Runtime>> start_installation(Config config, LogCopy log_copy);

}  // namespace tillpoints::abi
