#pragma once
#include <string>

#include "http/reply.hpp"

namespace tillpoints::sidecar {

/// A JSON answer, not to be kept by anybody.
HttpAnswer json_answer(int status, std::string body);

/// {"error":{"code","message"}}. The message says what to do.
HttpAnswer error_answer(int status, const std::string& code, const std::string& message);

}  // namespace tillpoints::sidecar
