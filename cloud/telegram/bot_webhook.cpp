#include "cloud/telegram/bot_webhook.hpp"

#include <cstdio>

#include "cloud/api/credential.hpp"
#include "cloud/telegram/webhook_api.hpp"
#include "http/page_origin.hpp"

namespace tillpoints::cloud {
namespace {

/// An update is one message of at most 4096 characters, with what it answers.
constexpr std::size_t max_update = 256u << 10;
constexpr int max_depth = 32;

HttpAnswer webhook_answer(int status, std::string text) {
    HttpAnswer answer{status, {{"Content-Type", "text/plain; charset=utf-8"}}, std::move(text)};
    protect_answer(answer);
    return answer;
}

}  // namespace

BotWebhook::BotWebhook(Service& service, const Bot& bot, std::string secret)
    : service_(service), bot_(bot), secret_(std::move(secret)) {}

bool BotWebhook::has(const HttpRequest& request) {
    return request.target == webhook_path;
}

std::optional<HttpAnswer> BotWebhook::refusal_of(const HttpRequest& head) const {
    if (!same_secret(secret_, header_of(head.headers, webhook_secret_header)))
        return webhook_answer(403, "Only Telegram posts here, with the secret that setWebhook told it.\n");
    if (head.method != "POST") return webhook_answer(405, "Updates are posted.\n");
    return {};
}

Admission BotWebhook::admit(const HttpRequest& head) const {
    if (auto refusal = refusal_of(head)) return refused_admission([refusal] { return *refusal; });
    Admission admission;
    admission.body_limit = max_update;
    return admission;
}

HttpAnswer BotWebhook::serve(const HttpRequest& request) const {
    if (auto refusal = refusal_of(request)) return *refusal;
    const auto body = parse_json(request.body, {max_update, max_depth, false});
    const auto update = body ? read_update(*body) : std::nullopt;
    if (!update) return webhook_answer(400, "This is no update.\n");
    try {
        service_.transact([&](RequestContext& context) { bot_.handle(context, *update); });
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tillpoints-cloud: an update of the Telegram bot waits to come again: %s\n",
                     error.what());
        return webhook_answer(500, "The update cannot be handled now.\n");
    }
    return webhook_answer(200, {});
}

}  // namespace tillpoints::cloud
