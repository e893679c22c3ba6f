#pragma once
#include "protocol/error.hpp"
#include "protocol/loyalty/messages.hpp"

/// Refusals as the protocol words them.
namespace tillpoints::cloud {

/// The refusal for an error; with the text of its errorCode if `message` is empty.
loyalty::Refusal refusal(Errc code, std::string message = {});

/// A refusal whose errorCode only this cloud uses, not the protocol's list of errors.
loyalty::Refusal named_refusal(int status, std::string_view error_code);

/// A badRequest that names the field in question.
loyalty::Refusal bad_field(std::string field, std::string message);

/// The refusal for what was found wrong while a request was read.
loyalty::Refusal refusal_of(const Problem& problem);

/// A badRequest that names every problem.
loyalty::Refusal refusal_of(const Problems& problems);

}  // namespace tillpoints::cloud
