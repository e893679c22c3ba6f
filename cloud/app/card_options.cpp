#include "cloud/app/card_options.hpp"

#include <cstdio>

#include "cloud/outbound/destination.hpp"
#include "cloud/telegram/webhook_api.hpp"

namespace tillpoints::cloud {
namespace {

std::string check_url(const std::string& text) {
    return parse_destination(text) ? "" : "expected http(s)://HOST[:PORT][/PATH], found " + text;
}

/// "21:00-09:00"; false if it is none.
bool read_quiet_hours(const std::string& text, QuietHours& out) {
    int from_hour = 0, from = 0, to_hour = 0, to = 0, end = 0;
    // NOLINTNEXTLINE(cert-err34-c): the widths keep every number within an int.
    if (std::sscanf(text.c_str(), "%2d:%2d-%2d:%2d%n", &from_hour, &from, &to_hour, &to, &end) != 4)
        return false;
    const bool right = static_cast<std::size_t>(end) == text.size() && from_hour >= 0 && from_hour < 24 &&
                       to_hour >= 0 && to_hour < 24 && from >= 0 && from < 60 && to >= 0 && to < 60;
    out.from = std::chrono::minutes(from_hour * 60 + from);
    out.to = std::chrono::minutes(to_hour * 60 + to);
    return right;
}

void add_hook(CLI::App& app, CardOptions& options) {
    auto* hook = app.add_option("--message-hook", options.hook,
                                "A server of the shop that sends messages by SMS or e-mail, at URL/messages")
                     ->type_name("URL")
                     ->check(check_url);
    app.add_option("--message-hook-ca", options.hook_ca,
                   "What to trust there, PEM; absent: what the system trusts")
        ->type_name("FILE")
        ->needs(hook);
    app.add_option("--message-hook-key-file", options.hook_key_file,
                   "Its first line is sent there as the header Authorization")
        ->type_name("FILE")
        ->needs(hook);
}

void add_telegram(CLI::App& app, CardOptions& options, CLI::Option* card) {
    auto* token =
        app.add_option("--telegram-token-file", options.telegram_token_file,
                       "The first line of the file is the token of the shop's Telegram bot; absent: no bot")
            ->type_name("FILE");
    auto* name = app.add_option("--telegram-name", options.telegram_name, "The bot's user name, without @")
                     ->type_name("NAME")
                     ->check([](const std::string& text) {
                         const bool right =
                             text.find_first_not_of(
                                 "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") ==
                             std::string::npos;
                         return right ? "" : "expected letters, digits and _, found " + text;
                     });
    token->needs(name);
    name->needs(token);
    app.add_option("--telegram-api", options.telegram_api, "The Bot API (default https://api.telegram.org)")
        ->type_name("URL")
        ->check(check_url)
        ->needs(token);
    app.add_option(
           "--telegram-webhook", options.telegram_webhook,
           "The public https address of the card, where Telegram posts updates (default: the bot asks "
           "for them)")
        ->type_name("URL")
        ->check(webhook_url_problem)
        ->needs(token)
        ->needs(card);
    app.add_option("--telegram-ca", options.telegram_ca,
                   "What to trust there, PEM; absent: what the system trusts")
        ->type_name("FILE")
        ->needs(token);
}

void add_apple_pass(CLI::App& app, ApplePassPaths& paths) {
    auto* certificate =
        app.add_option("--apple-pass-certificate", paths.certificate,
                       "The shop's certificate for passes in Apple Wallet, PEM; absent: no such passes")
            ->type_name("FILE");
    auto* key = app.add_option("--apple-pass-key", paths.key, "Its private key, PEM, without a pass phrase")
                    ->type_name("FILE");
    auto* intermediate = app.add_option("--apple-pass-wwdr", paths.intermediate,
                                        "Apple's WWDR certificate that issued it, PEM or DER")
                             ->type_name("FILE");
    certificate->needs(key)->needs(intermediate);
    key->needs(certificate);
    intermediate->needs(certificate);
    app.add_option("--apple-pass-icon", paths.icon, "The icon of such passes, PNG (default: one of ours)")
        ->type_name("FILE")
        ->needs(certificate);
}

void add_google_wallet(CLI::App& app, GoogleWalletPaths& paths) {
    auto* key =
        app.add_option("--google-wallet-key-file", paths.key,
                       "The key of the shop's service account for Google Wallet, JSON as Google gives "
                       "it; absent: no cards there")
            ->type_name("FILE");
    auto* issuer = app.add_option("--google-wallet-issuer", paths.issuer,
                                  "The shop's issuer number in Google's console for wallets")
                       ->type_name("NUMBER")
                       ->check([](const std::string& text) {
                           const bool right = !text.empty() && text.size() <= 32 &&
                                              text.find_first_not_of("0123456789") == std::string::npos;
                           return right ? "" : "expected digits, found " + text;
                       });
    auto* logo = app.add_option("--google-wallet-logo", paths.logo,
                                "Where Google finds the shop's logo, a public address")
                     ->type_name("URL")
                     ->check([](const std::string& text) {
                         return text.starts_with("https://") && text.size() <= 300
                                    ? ""
                                    : "expected https:// and at most 300 characters, found " + text;
                     });
    key->needs(issuer)->needs(logo);
    issuer->needs(key);
    logo->needs(key);
}

void add_push(CLI::App& app, CardOptions& options) {
    auto* key = app.add_option("--push-key-file", options.push_key_file,
                               "The shop's key for push messages to browsers, PEM; made if there is no file; "
                               "absent: no such messages")
                    ->type_name("FILE");
    auto* contact =
        app.add_option("--push-contact", options.push_contact,
                       "How the people of a push service reach the shop: mailto:ADDRESS or https://")
            ->type_name("URL")
            ->check([](const std::string& text) {
                const bool right = text.starts_with("mailto:") || text.starts_with("https://");
                return right && text.size() <= 200 ? ""
                                                   : "expected mailto:ADDRESS or https://..., found " + text;
            });
    key->needs(contact);
    contact->needs(key);
    app.add_option_function<std::vector<std::string>>(
           "--push-service",
           [&options](const std::vector<std::string>& hosts) { options.push_services.hosts = hosts; },
           "A host of a push service that may be called, instead of those of Chrome, Firefox, Safari and "
           "Edge; "
           "*.NAME: all below it")
        ->type_name("HOST")
        ->needs(key)
        ->check([](const std::string& text) {
            return is_push_host(text) ? "" : "expected the name of a host in small letters, found " + text;
        });
    app.add_flag("--push-loopback", options.push_services.loopback,
                 "Call push services at http://127.0.0.1, too: for tests only")
        ->needs(key);
}

void add_policy(CLI::App& app, MessagePolicy& policy) {
    app.add_option_function<std::string>(
           "--quiet-hours",
           [&policy](const std::string& text) {
               if (!read_quiet_hours(text, policy.quiet))
                   throw CLI::ValidationError("--quiet-hours", "expected HH:MM-HH:MM, found " + text);
           },
           "When no message disturbs a customer; one-time codes come at once (default 21:00-09:00; equal "
           "times: none)")
        ->type_name("FROM-TO");
    app.add_option_function<int>(
           "--utc-offset",
           [&policy](const int& minutes) { policy.quiet.utc_offset = std::chrono::minutes(minutes); },
           "The shop's clock is so many minutes ahead of UTC (default 0)")
        ->type_name("MINUTES")
        ->check(CLI::Range(-720, 840));
    app.add_option("--message-cap", policy.cap.messages,
                   "The most advertising that a customer gets within seven days")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
}

}  // namespace

void add_card(CLI::App& app, CardOptions& options) {
    auto* card = add_listen(
        app, "--card", "Where customers open their card: loopback, or any address with TLS; absent: no cards",
        [&](const ListenAt& at) { options.listen = at; });
    app.add_flag("--card-tls", options.tls, "TLS for the card on the loopback address, too");
    app.add_option("--card-url", options.url,
                   "How customers reach the card, for links and QR codes (default: where it listens)")
        ->type_name("URL")
        ->check(check_url);
    app.add_option("--card-pages", options.pages,
                   "The folder of the built pages (default: beside the program)")
        ->type_name("DIR");
    app.add_option("--card-language", options.language, "Of customers who have not chosen one: ru, kk, en")
        ->check(CLI::IsMember({"ru", "kk", "en"}))
        ->capture_default_str();
    add_hook(app, options);
    add_telegram(app, options, card);
    add_apple_pass(app, options.apple_pass);
    add_google_wallet(app, options.google_wallet);
    add_push(app, options);
    add_policy(app, options.messages);
}

}  // namespace tillpoints::cloud
