#include "adapters/sidecar/answers.hpp"

#include <nlohmann/json.hpp>

namespace tillpoints::sidecar {

HttpAnswer json_answer(int status, std::string body) {
    return {status,
            {{"Content-Type", "application/json"},
             {"Cache-Control", "no-store"},
             {"X-Content-Type-Options", "nosniff"}},
            std::move(body)};
}

HttpAnswer error_answer(int status, const std::string& code, const std::string& message) {
    const nlohmann::ordered_json body{{"error", {{"code", code}, {"message", message}}}};
    auto answer = json_answer(status, body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    if (status == 401) answer.headers.emplace_back("WWW-Authenticate", "Bearer");
    if (status == 429 || status == 503) answer.headers.emplace_back("Retry-After", "1");
    return answer;
}

}  // namespace tillpoints::sidecar
