#pragma once
#include <memory>

#include "plugin/config/config.hpp"
#include "plugin/outbox/command_inbox.hpp"
#include "plugin/outbox/outbox.hpp"
#include "plugin/runtime/runtime.hpp"
#include "plugin/transport/https.hpp"

namespace tillpoints::abi {

/// The files of an installation. All of them are in the configured data directory.
Outbox::Options outbox_options(const Config& config, bool read_only);
CommandInbox::Options inbox_options(const Config& config, std::chrono::milliseconds patience);

using LogCopy = std::function<void(LogLevel, std::string_view)>;

/// The API key as the host keeps it; empty text: it has none now. Not set: the host keeps none.
using KeySource = std::function<std::string()>;

/// The transport's options. The key comes from the configured file, or from the host if no file is named.
Result<HttpsOptions> https_options(const Config& config, const KeySource& host_key);

/// Makes the data directory, opens the outbox and the log, reads the key and starts the runtime.
Result<std::unique_ptr<Runtime>> start_installation(Config config, LogCopy log_copy,
                                                    const KeySource& host_key);

}  // namespace tillpoints::abi
