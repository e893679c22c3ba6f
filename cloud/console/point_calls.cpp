#include "cloud/console/point_calls.hpp"

#include "cloud/api/participant_ids.hpp"
#include "cloud/console/customer_calls.hpp"

namespace tillpoints::cloud {
namespace {

Points without_sign(Points points) {
    return points < Points() ? Points() - points : points;
}

std::string words_of(const PointRequestRecord& request) {
    return to_text(request.points) + " points: " + request.reason;
}

/// Moves them as the protocol's own call does. False if the customer has not as many.
bool move_points(ConsoleCall& call, const PointRequestRecord& request) {
    const loyalty::Reward reward{request.points, {request.customer}, request.reason, {}};
    return !std::holds_alternative<loyalty::Refusal>(handle(call.context, reward));
}

HttpAnswer outcome_of(const ConsoleCall& call, const char* state) {
    return console_answer(200, Json::object({{"state", state}, {"alone", decimal_of(call.rules.alone)}}));
}

/// What became of a request that the page sends again because it got no answer.
HttpAnswer outcome_of_earlier(const ConsoleCall& call, const PointRequestRecord& earlier,
                              const PointRequestRecord& request) {
    if (earlier.customer != request.customer || earlier.points != request.points ||
        earlier.reason != request.reason)
        return console_refusal(409, "key_reused", "Something else was sent with this key.");
    switch (earlier.state) {
        case PointRequestState::waiting:
            return outcome_of(call, "waiting");
        case PointRequestState::confirmed:
            return outcome_of(call, "done");
        case PointRequestState::declined:
            return outcome_of(call, "declined");
    }
    return outcome_of(call, "waiting");
}

HttpAnswer too_few_points() {
    return console_refusal(409, "too_few_points", "The customer has not as many points.");
}

std::string subject_of_customer(ParticipantId customer) {
    return "customer/" + std::to_string(shown_id(customer).value);
}

}  // namespace

HttpAnswer give_points(ConsoleCall& call, Reader in) {
    PointRequestRecord request;
    request.points = in.points("points");
    request.reason = in.text("reason", 200);
    request.key = in.text("key", 64);
    if (in.problems().empty() && request.key.empty())
        in.fail("key", Errc::missing_field, "drawn by the page, one for each request");
    // One request of a person at a time: together they could pass the limit, or one key serve twice.
    call.context.db.people.lock(call.caller.person.id);
    const auto customer = lock_customer_in(call, in);
    if (in.problems().empty() &&
        (request.points == Points() || without_sign(request.points) > Points(100'000'000'00)))
        in.fail("points", Errc::invalid_value, "a number but 0, up to 100000000");
    if (in.problems().empty() && request.reason.empty()) in.fail("reason", Errc::missing_field, "why");
    if (!in.problems().empty()) return console_refusal(in.problems());
    if (!customer) return no_such_customer();
    auto& console = call.context.db.console;
    request.customer = customer->id;
    request.by = call.caller.person.id;
    request.asked = call.moment;
    if (const auto earlier = console.find_point_request(request.by, request.key))
        return outcome_of_earlier(call, *earlier, request);
    const auto today = console.points_moved_alone(request.by, call.moment - std::chrono::hours(24));
    const bool alone = without_sign(request.points) + today <= call.rules.alone;
    request.state = alone ? PointRequestState::confirmed : PointRequestState::waiting;
    if (alone && !move_points(call, request)) return too_few_points();
    console.add_point_request(request);
    log_action(call, alone ? "points_moved" : "points_asked", subject_of(*customer), words_of(request));
    return outcome_of(call, alone ? "done" : "waiting");
}

HttpAnswer list_point_requests(ConsoleCall& call, Reader) {
    Json rows = Json::array();
    for (const auto& request : call.context.db.console.waiting_point_requests()) {
        const auto by = call.context.db.people.find(request.by);
        rows.push(Json::object({{"request", request.id},
                                {"asked", to_text(request.asked)},
                                {"by", by ? Json(by->name) : Json()},
                                {"own", request.by == call.caller.person.id},
                                {"participant", shown_id(request.customer).value},
                                {"points", decimal_of(request.points)},
                                {"reason", request.reason}}));
    }
    return console_answer(200, Json::object({{"requests", std::move(rows)}}));
}

HttpAnswer decide_points(ConsoleCall& call, Reader in) {
    const auto id = in.integer("request", 1, INT64_MAX);
    const auto confirm = in.flag("confirm", false);
    if (!in.problems().empty()) return console_refusal(in.problems());
    auto& console = call.context.db.console;
    const auto request = console.lock_point_request(id);
    if (!request) return console_refusal({Problem{Errc::not_found, "request", "one that waits", {}}});
    if (request->state != PointRequestState::waiting)
        return console_refusal(409, "decided_already", "Somebody has decided this already.");
    if (confirm && request->by == call.caller.person.id)
        return console_refusal(403, "second_person", "Another person must confirm what you asked.");
    if (confirm && !move_points(call, *request)) return too_few_points();
    console.decide_point_request(id, confirm ? PointRequestState::confirmed : PointRequestState::declined,
                                 call.caller.person.id);
    log_action(call, confirm ? "points_confirmed" : "points_declined", subject_of_customer(request->customer),
               words_of(*request));
    return console_answer(200, Json::object({{"state", confirm ? "done" : "declined"}}));
}

}  // namespace tillpoints::cloud
