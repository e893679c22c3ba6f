#include "cloud/api/refusals.hpp"

#include "cloud/api/error_texts.hpp"
#include "protocol/loyalty/wire.hpp"

namespace tillpoints::cloud {

loyalty::Refusal refusal(Errc code, std::string message) {
    auto out = named_refusal(loyalty::status_of(code), loyalty::error_code_of(code));
    out.code = code;
    if (!message.empty()) out.message = std::move(message);
    return out;
}

loyalty::Refusal named_refusal(int status, std::string_view error_code) {
    const auto* text = text_of(error_code);
    return {status, Errc::cloud_error, std::string(error_code), std::string(text ? text->english : ""), {}};
}

loyalty::Refusal bad_field(std::string field, std::string message) {
    auto out = refusal(Errc::bad_request);
    out.errors.push_back({"invalid", std::move(message), std::move(field), {}});
    return out;
}

loyalty::Refusal refusal_of(const Problem& problem) {
    if (loyalty::error_code_of(problem.code) == "badRequest")
        return bad_field(problem.where, problem.sentence());
    return refusal(problem.code);
}

loyalty::Refusal refusal_of(const Problems& problems) {
    auto out = refusal(Errc::bad_request);
    for (const auto& problem : problems)
        out.errors.push_back({"invalid", problem.sentence(), problem.where, {}});
    return out;
}

}  // namespace tillpoints::cloud
