#pragma once
#include <string>

#include "http/server.hpp"

namespace tillpoints::cloud {

/// The certificate that the cloud makes for itself in its data folder, for 127.0.0.1, ::1 and localhost.
ServerIdentity own_certificate(const std::string& data);

}  // namespace tillpoints::cloud
