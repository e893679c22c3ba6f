#include "cloud/console/draw_calls.hpp"

#include <algorithm>

#include "cloud/api/participant_ids.hpp"
#include "cloud/console/message_texts.hpp"
#include "cloud/draws/draw_json.hpp"
#include "cloud/draws/run_draws.hpp"
#include "cloud/draws/selection.hpp"
#include "http/page_origin.hpp"
#include "http/spooled_file.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int customers_counted_a_call = 2'000;
constexpr std::int64_t most_winners = 1'000;
constexpr std::int64_t most_certificate_days = 366;

Json draw_json(ConsoleCall& call, const Draw& draw) {
    const auto person = call.context.db.people.find(draw.by);
    const auto asked_by = draw.asked_by ? call.context.db.people.find(*draw.asked_by) : std::nullopt;
    Json texts = Json::object();
    for (const auto& [language, text] : draw.texts) texts.set(language, text);
    const bool drawn = draw.state == DrawState::drawn;
    return Json::object({{"draw", draw.id},
                         {"name", draw.name},
                         {"arranged", to_text(draw.arranged)},
                         {"by", person ? Json(person->name) : Json()},
                         {"state", word_of(draw.state)},
                         {"winners", draw.winners},
                         {"takes_part", shown_participation(draw)},
                         {"prize", shown_prize(draw)},
                         {"message", draw.message},
                         {"texts", std::move(texts)},
                         {"commitment", draw.commitment},
                         {"asked", draw.asked ? Json(to_text(*draw.asked)) : Json()},
                         {"asked_by", asked_by ? Json(asked_by->name) : Json()},
                         {"drawn", draw.drawn ? Json(to_text(*draw.drawn)) : Json()},
                         {"participants", draw.participants},
                         {"tickets", draw.tickets},
                         {"list_digest", drawn ? Json(draw.list_digest) : Json()},
                         {"seed", drawn ? Json(draw.seed) : Json()}});
}

Json winner_json(ConsoleCall& call, const DrawWinner& winner) {
    const auto customer = call.context.db.customers.find(winner.customer);
    return Json::object({{"place", winner.place},
                         {"participant", shown_id(winner.customer).value},
                         {"name", customer ? customer->name : ""},
                         {"state", word_of(winner.state)},
                         {"told", winner.told}});
}

/// Who takes part, as a call says it.
void read_participation(Draw& draw, Reader& in) {
    const auto* asked = in.raw("segment");
    draw.segment = asked && asked->members() ? dump(*asked) : "{}";
    read_segment(in.maybe_object("segment"));
    draw.ticket_for =
        static_cast<TicketFor>(in.maybe_one_of("ticket_for", {"customer", "purchase"}).value_or(0));
    if (draw.ticket_for == TicketFor::customer) return;
    draw.bought = Period{in.time("from"), in.time("to")};
    if (in.problems().empty() && draw.bought->to <= draw.bought->from)
        in.fail("to", Errc::out_of_range, "a moment after from");
}

void read_prize(Draw& draw, Reader& in) {
    draw.prize = static_cast<Prize>(in.one_of("prize", {"nothing", "points", "certificate"}));
    draw.points = in.maybe_points("points").value_or(Points());
    draw.days = in.maybe_integer("days", 1, most_certificate_days).value_or(0);
    if (!in.problems().empty()) return;
    if ((draw.prize == Prize::nothing) != (draw.points == Points()) || draw.points < Points())
        in.fail("points", Errc::out_of_range, "a number above 0 for points or a certificate, else none");
    if ((draw.prize == Prize::certificate) != (draw.days > 0))
        in.fail("days", Errc::out_of_range, "how long a certificate is valid, else none");
}

Draw draw_in(ConsoleCall& call, Reader& in) {
    Draw draw;
    draw.arranged = call.context.now;
    draw.by = call.caller.person.id;
    draw.key = in.text("key", 64);
    draw.name = in.text("name", 64);
    draw.winners = in.integer("winners", 1, most_winners);
    read_participation(draw, in);
    read_prize(draw, in);
    draw.message = in.maybe_text("message", longest_message).value_or("");
    draw.texts = message_texts_in(in);
    if (!in.problems().empty()) return draw;
    if (draw.key.empty()) in.fail("key", Errc::missing_field, "drawn by the page, one for each draw");
    if (draw.name.empty()) in.fail("name", Errc::missing_field, "what people of the company call it");
    if (draw.message.empty() && draw.prize == Prize::nothing)
        in.fail("message", Errc::missing_field, "a message, or a prize");
    return draw;
}

bool is_same_draw(const Draw& earlier, const Draw& draw) {
    return earlier.name == draw.name && earlier.winners == draw.winners && earlier.segment == draw.segment &&
           earlier.ticket_for == draw.ticket_for && earlier.bought == draw.bought &&
           earlier.prize == draw.prize && earlier.points == draw.points && earlier.days == draw.days &&
           earlier.message == draw.message && earlier.texts == draw.texts;
}

std::string subject_of_draw(const Draw& draw) {
    return "draw/" + std::to_string(draw.id);
}

HttpAnswer no_such_draw() {
    return console_refusal({Problem{Errc::not_found, "draw", "one that was arranged", {}}});
}

std::optional<Draw> asked_draw(ConsoleCall& call, Reader& in) {
    const auto id = whole_in(in, "draw");
    return id ? call.context.db.draws.find(*id) : std::nullopt;
}

Reply file_of(const ConsoleWork& work, const WholeDraw& whole, bool as_json) {
    const auto spool = std::make_shared<SpooledFile>(work.rules.spool);
    const RecordSink sink = [&](std::string_view part) { spool->add(part); };
    as_json ? write_draw_record(whole, sink) : write_draw_list(whole, sink);
    const auto name = "draw-" + std::to_string(whole.draw.id) + (as_json ? ".json" : ".csv");
    Reply reply(HttpAnswer{200,
                           {{"Content-Type", as_json ? "application/json" : "text/csv; charset=utf-8"},
                            {"Content-Disposition", "attachment; filename=\"" + name + "\""}},
                           {}});
    protect_answer(reply.answer);
    reply.transmission = sent_from(spool);
    return reply;
}

}  // namespace

HttpAnswer list_draws(ConsoleCall& call, Reader) {
    auto draws = call.context.db.draws.all();
    std::reverse(draws.begin(), draws.end());
    Json rows = Json::array();
    for (const auto& draw : draws) rows.push(draw_json(call, draw));
    return console_answer(200, Json::object({{"draws", std::move(rows)}}));
}

HttpAnswer show_draw(ConsoleCall& call, Reader in) {
    const auto draw = asked_draw(call, in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    if (!draw) return no_such_draw();
    Json winners = Json::array();
    for (const auto& winner : call.context.db.draws.winners(draw->id))
        winners.push(winner_json(call, winner));
    auto json = draw_json(call, *draw);
    json.set("drawn_winners", std::move(winners));
    return console_answer(200, json);
}

HttpAnswer count_participants(ConsoleCall& call, Reader in) {
    Draw draw;
    read_participation(draw, in);
    const auto after = in.maybe_integer("after", 0, INT64_MAX).value_or(0);
    if (!in.problems().empty()) return console_refusal(in.problems());
    const auto segment = read_segment(in.maybe_object("segment"));
    auto& context = call.context;
    const auto page = context.db.customers.page({customers_counted_a_call, 0, ParticipantId{after}});
    std::int64_t participants = 0;
    std::int64_t tickets = 0;
    for (const auto& customer : page) {
        const auto own = tickets_of(context, customer, draw, segment);
        participants += own > 0 ? 1 : 0;
        tickets += own;
    }
    const bool more = page.size() == static_cast<std::size_t>(customers_counted_a_call);
    return console_answer(200, Json::object({{"participants", participants},
                                             {"tickets", tickets},
                                             {"looked_at", std::ssize(page)},
                                             {"after", more ? Json(page.back().id.value) : Json()},
                                             {"newest", context.db.customers.newest().value}}));
}

HttpAnswer arrange_draw(ConsoleCall& call, Reader in) {
    auto draw = draw_in(call, in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    if (draw.prize != Prize::nothing && call.caller.person.role != Role::owner)
        return console_refusal(403, "owner_gives_points", "Only an owner gives points or certificates.");
    // As with a campaign: a segment may be one customer.
    if (draw.points > call.rules.alone)
        return console_refusal(403, "points_above_limit",
                               "More points to a customer than a person may give alone.");
    auto& db = call.context.db;
    db.people.lock(draw.by);
    if (const auto earlier = db.draws.find_by_key(draw.by, draw.key)) {
        if (is_same_draw(*earlier, draw)) return console_answer(200, draw_json(call, *earlier));
        return console_refusal(409, "key_reused", "Something else was sent with this key.");
    }
    draw.seed = random_hex(call.context.randomness, 32);
    draw.commitment = commitment_of(draw.seed);
    draw.id = db.draws.add(draw);
    log_action(call, "draw_arranged", subject_of_draw(draw), draw.commitment);
    return console_answer(200, draw_json(call, draw));
}

HttpAnswer start_draw(ConsoleCall& call, Reader in) {
    const auto id = in.integer("draw", 1, INT64_MAX);
    if (!in.problems().empty()) return console_refusal(in.problems());
    auto draw = call.context.db.draws.lock(id);
    if (!draw) return no_such_draw();
    if (draw->state != DrawState::arranged) return console_answer(200, draw_json(call, *draw));
    if (draw->bought && call.context.now < draw->bought->to)
        return console_refusal(409, "draw_too_early", "The period of the purchases is not over.");
    draw->state = DrawState::collecting;
    draw->asked = call.context.now;
    draw->asked_by = call.caller.person.id;
    draw->newest = call.context.db.customers.newest();
    call.context.db.draws.update(*draw);
    log_action(call, "draw_started", subject_of_draw(*draw), draw->name);
    return console_answer(200, draw_json(call, *draw));
}

Reply draw_file(ConsoleWork& work, Reader in) {
    const auto id = whole_in(in, "draw");
    const auto kind = in.one_of("kind", {"json", "csv"});
    if (!in.problems().empty()) return console_refusal(in.problems());
    std::optional<Draw> draw;
    WholeDraw whole;
    work.service.storage().read_much([&](Transaction& db) {
        draw = id ? db.draws.find(*id) : std::nullopt;
        if (draw && draw->state == DrawState::drawn) whole = whole_draw(db, *draw);
    });
    if (!draw) return no_such_draw();
    if (draw->state != DrawState::drawn)
        return console_refusal(409, "draw_not_drawn", "The record is there once the draw is drawn.");
    return file_of(work, whole, kind == 0);
}

}  // namespace tillpoints::cloud
