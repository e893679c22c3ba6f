#include "client.hpp"

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <fstream>
#include <stdexcept>

namespace tillpoints::bench {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Stream = asio::ssl::stream<asio::ip::tcp::socket>;
using Request = http::request<http::string_body>;

namespace {

std::string key_of(const Json& cloud) {
    std::string key;
    std::ifstream(cloud.at("key_file").get<std::string>()) >> key;
    return key;
}

std::string basic(const std::string& credential) {
    std::string text((credential.size() + 2) / 3 * 4 + 1, '\0');
    text.resize(static_cast<std::size_t>(EVP_EncodeBlock(
        reinterpret_cast<unsigned char*>(text.data()),
        reinterpret_cast<const unsigned char*>(credential.data()), static_cast<int>(credential.size()))));
    return "Basic " + text;
}

/// In the form of a UUID, and another one for each sale of each process.
std::string nonce_of(int number) {
    char text[40];
    std::snprintf(text, sizeof text, "%08x-0000-4000-8000-%012x", getpid(), number);
    return text;
}

}  // namespace

struct BareClient::State {
    asio::io_context io;
    asio::ssl::context tls{asio::ssl::context::tls_client};
    asio::ip::tcp::endpoint cloud;
    std::string authorization;
    std::unique_ptr<Stream> stream;
    SSL_SESSION* session = nullptr;
    beast::flat_buffer buffer;

    ~State() { SSL_SESSION_free(session); }

    /// Whether the connection can still be used; the cloud's end of it may have been closed while nobody
    /// read.
    bool is_open() {
        if (!stream) return false;
        pollfd watched{stream->next_layer().native_handle(), POLLIN, 0};
        return ::poll(&watched, 1, 0) == 0;
    }

    void connect() {
        buffer.clear();
        stream = std::make_unique<Stream>(io, tls);
        stream->next_layer().connect(cloud);
        stream->next_layer().set_option(asio::ip::tcp::no_delay(true));
        stream->set_verify_callback(asio::ssl::host_name_verification("127.0.0.1"));
        if (session != nullptr) SSL_set_session(stream->native_handle(), session);
        stream->handshake(Stream::client);
    }

    void keep_session() {
        SSL_SESSION_free(session);
        session = SSL_get1_session(stream->native_handle());
    }

    std::string send(Request request) {
        const bool connects = !is_open();
        if (connects) connect();
        request.set(http::field::host, "127.0.0.1:" + std::to_string(cloud.port()));
        request.set(http::field::authorization, authorization);
        request.set(http::field::accept, "application/json");
        request.set("Accept-Charset", "utf-8");
        request.set("X-Origin-Request-Id", "3fa55177-8190-4d8f-9b0e-54c0fae1f93a");
        request.set("X-Timestamp", "2026-01-31T08:05:09.000Z");
        if (!request.body().empty()) request.set(http::field::content_type, "application/json");
        request.prepare_payload();
        http::write(*stream, request);
        http::response<http::string_body> response;
        http::read(*stream, buffer, response);
        if (response.result() != http::status::ok) throw std::runtime_error(response.body());
        // TLS 1.3 tells the session after the handshake.
        if (connects) keep_session();
        return response.body();
    }
};

BareClient::BareClient(const Json& config) : state_(std::make_unique<State>()) {
    const auto& cloud = config.at("cloud");
    const std::string url = cloud.at("base_url");
    const auto port = static_cast<unsigned short>(std::stoi(url.substr(url.rfind(':') + 1)));
    state_->cloud = {asio::ip::address_v4::loopback(), port};
    state_->authorization = basic(cloud.at("company_id").get<std::string>() + ":" + key_of(cloud));
    state_->tls.set_verify_mode(asio::ssl::verify_peer);
    state_->tls.load_verify_file(cloud.at("ca_file"));
}

BareClient::~BareClient() = default;

std::string BareClient::find(const std::string& query) {
    const auto body = state_->send(
        {http::verb::get,
         "/customers/find?" + query + "&total=15222.5&skipLoyaltyTotal=0&unredeemableTotal=0", 11});
    static constexpr std::string_view before = R"("uid":")";
    const auto at = body.find(before);
    if (at == std::string::npos) throw std::runtime_error(body);
    return body.substr(at + before.size(), 36);
}

void BareClient::purchase(const std::string& customer, int points, int number) {
    static constexpr int total = 15'222;
    Request request(http::verb::post, "/operations", 11);
    request.body() = "{" + customer + R"(,"nonce":")" + nonce_of(number) +
                     R"(","cashier":{"externalId":"c1","name":"Cashier"},"receipt":{"total":)" +
                     std::to_string(total) + R"(.5,"cash":)" + std::to_string(total - points) +
                     R"(.5,"points":)" + std::to_string(points) + R"(,"number":"bare-)" +
                     std::to_string(getpid()) + "-" + std::to_string(number) + R"("}})";
    state_->send(std::move(request));
}

}  // namespace tillpoints::bench
