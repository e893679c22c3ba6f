#include "cloud/app/console_port.hpp"

#include <boost/asio/post.hpp>

#include "cloud/app/open_storage.hpp"
#include "cloud/app/own_certificate.hpp"
#include "cloud/app/served_messages.hpp"
#include "cloud/storage/counted_rows.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::size_t console_threads = 2;
constexpr std::size_t most_browsers = 1'000;
constexpr std::size_t most_of_one_address = 100;

bool uses_tls(const ConsoleOptions& options) {
    return options.tls || !is_loopback_address(options.listen->address);
}

HttpAnswer not_counted_yet(std::chrono::seconds elapsed, std::int64_t rows) {
    return console_answer(
        202, Json::object({{"later", Json::object({{"elapsed_s", elapsed.count()}, {"rows", rows}})}}));
}

HttpAnswer too_much_to_count() {
    return console_refusal(503, "busy", "Other reports are being counted. Try again in a minute.");
}

}  // namespace

std::optional<Problem> refuse_console(const ConsoleOptions& options) {
    if (!options.listen) return {};
    const auto& address = options.listen->address;
    if ((address == "0.0.0.0" || address == "::" || address == "[::]") && options.names.empty())
        return Problem{Errc::missing_field,
                       "--console-name",
                       "the name by which browsers reach the console, where it listens on every address",
                       {}};
    return {};
}

ConsolePort::ConsolePort(boost::asio::io_context& io, Service& service, const Options& options,
                         const std::string& card_url)
    : workers_(console_threads),
      long_answers_(io, {not_counted_yet, too_much_to_count}),
      counts_(io, {not_counted_yet, too_much_to_count}) {
    const auto& console = options.console;
    ServerOptions port{console.listen->address, console.listen->port};
    port.max_connections = most_browsers;
    port.max_connections_of_address = most_of_one_address;
    if (uses_tls(console))
        port.tls =
            options.cert.empty() ? own_certificate(options.data) : ServerIdentity{options.cert, options.key};
    port.admission_check = [this](const HttpRequest& head) { return console_->admit(head); };
    server_ = std::make_unique<Server>(
        io, std::move(port), [this, &io](HttpRequest request, std::function<void(Reply)> done) {
            if (Console::reads_much(request))
                return answer_at_length(io, long_answers_, std::move(request), std::move(done));
            if (Console::reads_some(request))
                return answer_at_length(io, counts_, std::move(request), std::move(done));
            boost::asio::post(workers_, [this, &io, request = std::move(request), done = std::move(done)] {
                boost::asio::post(io, [done, reply = console_->serve(request)] { done(reply); });
            });
        });
    const auto origin =
        page_origin(uses_tls(console), console.listen->address, server_->port(), console.names);
    url_ =
        origin.scheme + "://" + console.listen->address + ":" + std::to_string(server_->port()) + "/console/";
    console_ = std::make_unique<Console>(
        service, system_time, origin,
        console.pages.empty() ? PageFiles::folder_beside_program("cloud-pages") : console.pages,
        ConsoleRules{Points(console.alone * 100), card_url, policy_of(options.card), options.data,
                     options.data + "/images"});
}

/// Who asks is looked at each time, because a session may end while the answer is worked on.
void ConsolePort::answer_at_length(boost::asio::io_context& io, LongAnswers& answers, HttpRequest request,
                                   std::function<void(Reply)> done) {
    boost::asio::post(
        workers_, [this, &io, &answers, request = std::move(request), done = std::move(done)]() mutable {
            auto refusal = console_->refuse_asker(request);
            boost::asio::post(io, [this, &answers, refusal = std::move(refusal), request = std::move(request),
                                   done = std::move(done)]() mutable {
                if (refusal) return done(*refusal);
                const auto asker = console_->session_id(request);
                const auto question = request.method + " " + request.target + "\n" + request.body;
                answers.answer(
                    asker, question,
                    [this, request = std::move(request)](LongAnswers::Progress& rows) {
                        const CountedRows counted(rows);
                        return console_->serve(request);
                    },
                    std::move(done));
            });
        });
}

}  // namespace tillpoints::cloud
