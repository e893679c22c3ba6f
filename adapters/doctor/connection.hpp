#pragma once
#include "adapters/doctor/facts.hpp"
#include "adapters/doctor/stream.hpp"

namespace tillpoints::doctor {

/// Looks the host up and connects to the first address that takes the connection. Null: the facts say why.
std::unique_ptr<Stream> connect_to(Network& facts, Stream::Clock::time_point due);

}  // namespace tillpoints::doctor
