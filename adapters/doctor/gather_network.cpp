#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <cstdio>
#include <ctime>

#include "adapters/doctor/answer.hpp"
#include "adapters/doctor/connection.hpp"
#include "adapters/doctor/gather.hpp"
#include "adapters/doctor/trust.hpp"

namespace tillpoints::doctor {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t longest_answer = 1 << 20;

std::string base64(const std::string& text) {
    std::string out(4 * ((text.size() + 2) / 3) + 1, '\0');
    const int size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                        reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

std::string fresh_uuid() {
    std::array<unsigned char, 16> bytes{};
    RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);
    std::string text;
    char pair[3];
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        std::snprintf(pair, sizeof pair, "%02x", bytes[i]);
        text += pair;
    }
    return text;
}

std::string time_now() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    char text[32];
    ::gmtime_r(&now, &utc);
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S.000Z", &utc);
    return text;
}

std::string request_text(const Question& question, const Place& place, bool with_key) {
    std::string text = "GET " + place.path + "/settings HTTP/1.1\r\nHost: " + place.authority + "\r\n";
    if (with_key)
        text += question.credential_header + ": Basic " + base64(question.company_id + ":" + question.key) +
                "\r\n";
    return text +
           "Accept: application/json\r\nAccept-Charset: utf-8\r\nX-Origin-Request-Id: " + fresh_uuid() +
           "\r\nX-Timestamp: " + time_now() +
           "\r\nUser-Agent: tillpoints/" TILLPOINTS_VERSION "\r\nConnection: close\r\n\r\n";
}

void ask(Stream& stream, const std::string& request, Network& facts) {
    const auto begin = Stream::Clock::now();
    facts.answer_error = stream.write(request);
    std::string bytes;
    for (bool more = facts.answer_error.empty(); more && bytes.size() < longest_answer;) {
        more = stream.read(bytes, facts.answer_error);
        const auto answer = answer_in(bytes, !more);
        if (!answer) continue;
        facts.answered = true;
        facts.status = answer->status;
        facts.local_time = std::time(nullptr);
        facts.cloud_time = time_of(answer->head);
        facts.answer_ms = std::chrono::duration_cast<milliseconds>(Stream::Clock::now() - begin).count();
        return read_settings(*answer, facts);
    }
    if (facts.answer_error.empty())
        facts.answer_error = bytes.empty() ? "the connection was closed" : "the answer is not HTTP";
}

}  // namespace

Network ask_cloud(const Question& question) {
    const auto place = place_of(question.base_url);
    Network facts;
    facts.asked = true;
    facts.host = place.host;
    facts.port = place.port;
    facts.tls = place.tls;
    facts.local_time = std::time(nullptr);
    const auto stream = connect_to(facts, Stream::Clock::now() + question.patience);
    if (!stream) return facts;
    if (place.tls && !secure(*stream, question.ca_file, question.pins, facts)) return facts;
    facts.authenticated = facts.distrust == Distrust::none && !question.key.empty();
    ask(*stream, request_text(question, place, facts.authenticated), facts);
    return facts;
}

}  // namespace tillpoints::doctor
