#pragma once
#include "plugin/config/config.hpp"
#include "protocol/reader.hpp"

/// Sections of the configuration that are read and written in files of their own.
namespace tillpoints {

void read_offline(Reader in, Config::Offline& offline);
void read_limits(Reader in, limits::VelocityLimits& velocity);
void read_invitation(Reader in, Config::Invitation& invitation);
Json json_of(const Config::Offline& offline);
Json json_of(const limits::VelocityLimits& velocity);
Json json_of(const Config::Invitation& invitation);

}  // namespace tillpoints
