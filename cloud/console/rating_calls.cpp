#include "cloud/console/rating_calls.hpp"

#include "cloud/api/shop_name.hpp"
#include "cloud/console/customer_calls.hpp"
#include "cloud/messages/queue_message.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int ratings_on_a_page = 50;
constexpr std::size_t longest_answer = 1000;
constexpr std::chrono::days worth_telling{7};

Json answer_json(ConsoleCall& call, const std::optional<RatingAnswer>& answer) {
    if (!answer) return {};
    const auto person = call.context.db.people.find(answer->by);
    return Json::object({{"text", answer->text ? Json(*answer->text) : Json()},
                         {"written", to_text(answer->written)},
                         {"by", person ? Json(person->name) : Json()}});
}

Json rating_json(ConsoleCall& call, const RatingRecord& rating,
                 const std::optional<OperationRecord>& operation) {
    return Json::object({{"created", to_text(rating.created)},
                         {"stars", rating.stars},
                         {"comment", rating.comment ? Json(*rating.comment) : Json()},
                         {"operation", operation ? operation_json(*operation) : Json()},
                         {"answer", answer_json(call, rating.answer)}});
}

/// Is this the answer that the caller wants to replace?
bool was_seen(const std::optional<RatingAnswer>& answer, const std::optional<std::string>& seen) {
    return answer ? seen == to_text(answer->written) : !seen;
}

void tell_customer(ConsoleCall& call, const OperationRecord& operation, const std::string& text) {
    queue_message(call.context, call.rules.messages, operation.customer,
                  {"answer/" + std::to_string(operation.id.value),
                   MessagePurpose::service,
                   "rating_answered",
                   {{"shop", shop_name(call.context)}, {"text", text}},
                   worth_telling});
}

}  // namespace

HttpAnswer show_ratings(ConsoleCall& call, Reader in) {
    const auto offset = whole_in(in, "offset").value_or(0);
    const bool unanswered = whole_in(in, "unanswered").value_or(0) != 0;
    if (!in.problems().empty()) return console_refusal(in.problems());
    auto& db = call.context.db;
    Json rows = Json::array();
    for (const auto& rating : db.ratings.lowest({own_branch(call), unanswered}, ratings_on_a_page, offset))
        rows.push(rating_json(call, rating, db.operations.find(rating.operation)));
    return console_answer(200, Json::object({{"ratings", std::move(rows)}}));
}

HttpAnswer answer_rating(ConsoleCall& call, Reader in) {
    const OperationId purchase{in.integer("operation", 1, INT64_MAX)};
    const auto text = in.text("text", longest_answer);
    if (in.has("text") && text.find_first_not_of(" \t\r\n") == text.npos)
        in.fail("text", Errc::invalid_value, "words");
    const auto seen = in.maybe_text("seen", 40);
    if (!in.problems().empty()) return console_refusal(in.problems());
    auto& db = call.context.db;
    const auto operation = db.operations.find(purchase);
    auto rating = db.ratings.lock(purchase);
    if (!rating || !operation || !sees_branch(call, operation->branch))
        return console_refusal({Problem{Errc::not_found, "operation", "a purchase that was rated", {}}});
    const auto customer = db.customers.find(operation->customer);
    if (!customer || is_erased(*customer)) return nobody_by_this_number();
    const auto done = [&] { return console_answer(200, rating_json(call, *rating, operation)); };
    // Whoever gets no answer and sends it again writes it once.
    if (rating->answer && rating->answer->by == call.caller.person.id && rating->answer->text == text)
        return done();
    if (!was_seen(rating->answer, seen))
        return console_refusal(409, "answered_meanwhile",
                               "Somebody has answered meanwhile. Read their words before you replace them.");
    const bool first = !rating->answer;
    rating->answer = RatingAnswer{text, call.moment, call.caller.person.id};
    db.ratings.answer(purchase, *rating->answer);
    log_action(call, first ? "rating_answered" : "rating_answer_changed",
               "operation/" + std::to_string(purchase.value));
    tell_customer(call, *operation, text);
    return done();
}

}  // namespace tillpoints::cloud
