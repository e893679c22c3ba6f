#include "cloud/relay/forwarding.hpp"

#include <algorithm>
#include <array>

#include "protocol/json.hpp"

namespace tillpoints::cloud {
namespace {

constexpr auto methods = std::to_array<std::string_view>({"GET", "POST", "PUT", "DELETE"});
constexpr auto request_headers =
    std::to_array<std::string_view>({"Accept", "Accept-Charset", "Accept-Language", "Content-Type",
                                     "User-Agent", "X-Origin-Request-Id", "X-Timestamp"});
constexpr auto answer_headers = std::to_array<std::string_view>(
    {"Content-Type", "Retry-After", "X-Origin-Request-Id", "X-Request-Id", "X-Timestamp"});

template <class Names>
void copy_headers(const Names& names, const HttpHeaders& from, HttpHeaders& to) {
    for (const auto name : names)
        if (const auto value = header_of(from, name); !value.empty())
            to.emplace_back(std::string(name), std::string(value));
}

// clang-format off
constexpr loyalty::Phrase wrong_method{
    "The relay forwards GET, POST, PUT and DELETE.",
    "Посредник передаёт только GET, POST, PUT и DELETE.",
    "Делдал тек GET, POST, PUT және DELETE жібереді."};
constexpr loyalty::Phrase no_credential{
    "The relay found no credential in its header.",
    "Посредник не нашёл ключа в своём заголовке.",
    "Делдал өз тақырыбынан кілт таппады."};
constexpr loyalty::Phrase no_answer{
    "The relay has no answer from the cloud; whether anything was done is not known.",
    "Посредник не получил ответа облака: выполнена ли операция, неизвестно.",
    "Делдал бұлттан жауап алмады: операцияның орындалғаны белгісіз."};
constexpr loyalty::Phrase too_much{
    "Too much is under way at the relay; nothing was sent.",
    "Посредник перегружен, ничего не отправлено.",
    "Делдал шамадан тыс жүктелген, ештеңе жіберілген жоқ."};
// clang-format on

HttpAnswer refused(int status, const char* error_code, std::string_view message) {
    const auto body = Json::object({{"errorCode", error_code}, {"message", std::string(message)}});
    return {status, {{"Content-Type", "application/json;charset=utf-8"}}, dump(body)};
}

}  // namespace

std::variant<HttpRequest, HttpAnswer> forwarded(const HttpRequest& request,
                                                std::string_view credential_header) {
    if (std::find(methods.begin(), methods.end(), request.method) == methods.end())
        return refused(404, "notFound", wrong_method.in(language_for(request)));
    const auto credential = header_of(request.headers, credential_header);
    if (!credential.starts_with("Basic "))
        return refused(401, "unauthorized", no_credential.in(language_for(request)));
    HttpRequest out{request.method, request.target, {}, request.body};
    copy_headers(request_headers, request.headers, out.headers);
    out.headers.emplace_back("Authorization", std::string(credential));
    return out;
}

HttpAnswer answer_for_terminal(const OutboundOutcome& outcome, loyalty::Language language) {
    if (!outcome.answer) {
        const int status = outcome.timed_out ? 504 : 502;
        return refused(status, "internalError", no_answer.in(language));
    }
    HttpAnswer out{outcome.answer->status, {}, outcome.answer->body};
    copy_headers(answer_headers, outcome.answer->headers, out.headers);
    return out;
}

HttpAnswer overloaded_answer(loyalty::Language language) {
    auto answer = refused(503, "internalError", too_much.in(language));
    answer.headers.emplace_back("Retry-After", "1");
    return answer;
}

loyalty::Language language_for(const HttpRequest& request) {
    return loyalty::language_of(header_of(request.headers, "Accept-Language"));
}

std::string log_name(const HttpRequest& request) {
    std::string text = request.method + " " + request.target.substr(0, request.target.find('?'));
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c < ' ' || c == '\x7f'; }, '?');
    return text.substr(0, 200);
}

}  // namespace tillpoints::cloud
