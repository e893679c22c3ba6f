#pragma once
#include <string_view>

namespace tillpoints::cloud {

/// Is the value of a Host header this machine's loopback: `localhost`, an address of 127.0.0.0/8 or `[::1]`,
/// with a port or without? A name that only begins so ("127.0.0.1.example") is not.
bool is_loopback_host(std::string_view host);

}  // namespace tillpoints::cloud
