#include "plugin/transport/answer_reader.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>

namespace tillpoints {
namespace http = boost::beast::http;
namespace {

constexpr std::uint32_t head_limit = 64u << 10;
constexpr int most_interim_answers = 8;

}  // namespace

struct AnswerReader::State {
    std::size_t body_limit;
    std::optional<http::response_parser<http::string_body>> parser;
    boost::beast::flat_buffer unread;
    bool begun = false;
    bool keeps_connection = false;
    int interim = 0;
    Errc refusal = Errc::connection_lost;
    std::string detail;

    explicit State(std::size_t limit) : body_limit(limit) { start(); }

    void start() {
        parser.emplace();
        parser->body_limit(body_limit);
        parser->header_limit(head_limit);
        parser->eager(true);
    }

    Progress refuse(const boost::system::error_code& error) {
        const bool cut = error == http::error::partial_message || error == http::error::end_of_stream;
        refusal = cut ? Errc::connection_lost : Errc::not_the_cloud;
        detail = "answer: " + error.message();
        return Progress::refused;
    }

    bool is_interim() const { return parser->get().result_int() / 100 == 1; }

    Progress complete() {
        keeps_connection = parser->keep_alive() && unread.size() == 0;
        return Progress::complete;
    }

    Progress parse() {
        for (;;) {
            boost::system::error_code error;
            const auto taken = parser->put(unread.data(), error);
            unread.consume(taken);
            if (error && error != http::error::need_more) return refuse(error);
            if (!parser->is_done()) {
                if (error || taken == 0 || unread.size() == 0) return Progress::needs_more;
                continue;
            }
            if (!is_interim()) return complete();
            if (++interim > most_interim_answers) return refuse(http::error::bad_status);
            start();
            if (unread.size() == 0) return Progress::needs_more;
        }
    }
};

AnswerReader::AnswerReader(std::size_t body_limit) : state_(std::make_unique<State>(body_limit)) {}
AnswerReader::~AnswerReader() = default;

AnswerReader::Progress AnswerReader::put(std::string_view bytes) {
    if (bytes.empty()) return Progress::needs_more;
    state_->begun = true;
    const auto space = state_->unread.prepare(bytes.size());
    boost::asio::buffer_copy(space, boost::asio::buffer(bytes.data(), bytes.size()));
    state_->unread.commit(bytes.size());
    return state_->parse();
}

AnswerReader::Progress AnswerReader::put_end(bool proven) {
    boost::system::error_code error;
    if (proven && state_->parser->got_some()) state_->parser->put_eof(error);
    if (!error && state_->parser->is_done()) return state_->complete();
    return state_->refuse(error ? error : http::error::partial_message);
}

bool AnswerReader::begun() const {
    return state_->begun;
}
bool AnswerReader::keeps_connection() const {
    return state_->keeps_connection;
}
Errc AnswerReader::refusal() const {
    return state_->refusal;
}
std::string AnswerReader::detail() const {
    return state_->detail;
}

HttpAnswer AnswerReader::take() {
    auto message = state_->parser->release();
    HttpAnswer answer;
    answer.status = static_cast<int>(message.result_int());
    for (const auto& field : message)
        answer.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
    answer.body = std::move(message.body());
    return answer;
}

}  // namespace tillpoints
