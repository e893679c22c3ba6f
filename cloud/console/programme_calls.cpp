#include "cloud/console/programme_calls.hpp"

#include <algorithm>

#include "cloud/accounting/calendar.hpp"
#include "cloud/api/customers/registration.hpp"
#include "cloud/console/programme_trials.hpp"
#include "cloud/programme/changed_settings.hpp"
#include "cloud/programme/read_programme.hpp"
#include "cloud/programme/write_programme.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int versions_listed = 100;
constexpr std::chrono::days farthest_start{366};

Json changes_json(const Json& before, const Json& after) {
    Json rows = Json::array();
    for (const auto& change : changed_settings(before, after))
        rows.push(Json::object({{"path", change.path}, {"before", change.before}, {"after", change.after}}));
    return rows;
}

/// What the books of a running shop do not allow, whatever its programme.
void check_change(const Programme& in_force, const Programme& changed, Problems& problems) {
    if (changed.name.find_first_not_of(' ') == std::string::npos)
        problems.push_back({Errc::missing_field, "name", "a name", {}});
    if (changed.promo_code.empty()) problems.push_back({Errc::missing_field, "promo_code", "a code", {}});
    for (const auto& source : changed.sources)
        if (source.promo_code == changed.promo_code)
            problems.push_back({Errc::duplicate, "promo_code", "a code that no source has", {}});
    if (changed.currency != in_force.currency)
        problems.push_back({Errc::invalid_value, "currency", in_force.currency + ", as in the books", {}});
}

/// The `programme` of a body, which may replace the one in force; nothing with problems.
std::optional<Programme> programme_of(Reader& in, const Programme& in_force) {
    const auto* given = in.raw("programme");
    if (!given || !given->members()) {
        in.fail("programme", Errc::missing_field, "the settings of a programme");
        return {};
    }
    auto programme = read_programme(*given, in.problems());
    if (programme) check_change(in_force, *programme, in.problems());
    return in.problems().empty() ? programme : std::nullopt;
}

std::int64_t newest_version(Transaction& db) {
    const auto newest = db.programme.versions(1);
    return newest.empty() ? 0 : newest.front().id;
}

/// Whether a version waits for its moment. It holds the whole programme, so that it would take back what a
/// version set before its start changed.
bool one_is_coming(Transaction& db, Timestamp now) {
    const auto starts = db.programme.starts();
    return std::any_of(starts.begin(), starts.end(),
                       [&](const ProgrammeStart& one) { return !one.withdrawn && one.starts > now; });
}

std::string_view state_of(const ProgrammeVersion& version, std::int64_t in_force, Timestamp now) {
    if (version.withdrawn) return "withdrawn";
    if (version.starts > now) return "coming";
    return version.id == in_force ? "in_force" : "past";
}

Json trial_json(const TrialState& state) {
    constexpr const char* phases[] = {"running", "done", "failed"};
    const bool done = state.phase == TrialState::Phase::done;
    return Json::object({{"trial", state.id},
                         {"state", phases[static_cast<std::size_t>(state.phase)]},
                         {"done", state.done},
                         {"total", state.total},
                         {"result", done ? state.result : Json()}});
}

Programme programme_in_force(Service& service) {
    Programme programme;
    service.read([&](RequestContext& context) { programme = context.programme; });
    return programme;
}

/// When it is to start, within what is sensible.
Timestamp start_in(Reader& in, Timestamp now) {
    const auto asked = in.maybe_time("starts");
    if (asked && (*asked < now - std::chrono::minutes(10) || *asked > now + farthest_start))
        in.fail("starts", Errc::out_of_range, "from now on, within a year");
    return std::max(asked.value_or(now), now);
}

}  // namespace

HttpAnswer show_programme(ConsoleCall& call, Reader) {
    return console_answer(200, to_json(call.context.programme));
}

HttpAnswer list_programme_versions(ConsoleCall& call, Reader) {
    auto& db = call.context.db;
    const auto now = call.context.now;
    std::int64_t in_force = 0;
    for (const auto& version : db.programme.starts())
        if (!version.withdrawn && version.starts <= now) in_force = version.id;
    const auto versions = db.programme.versions(versions_listed);
    Json rows = Json::array();
    for (const auto& version : versions) {
        const auto person = version.person ? db.people.find(*version.person) : std::nullopt;
        auto changes = parse_json(version.changes);
        rows.push(Json::object({{"id", version.id},
                                {"made", to_text(version.made)},
                                {"by", person ? Json(person->name) : Json()},
                                {"starts", to_text(version.starts)},
                                {"note", version.note},
                                {"state", state_of(version, in_force, now)},
                                {"changes", changes ? std::move(*changes) : Json::array()}}));
    }
    return console_answer(
        200, Json::object({{"newest", versions.empty() ? 0 : versions.front().id},
                           {"night", to_text(next_night(now, call.rules.messages.quiet.utc_offset))},
                           {"versions", std::move(rows)}}));
}

HttpAnswer check_programme(ConsoleCall& call, Reader in) {
    const auto programme = programme_of(in, call.context.programme);
    if (!programme) return console_refusal(in.problems());
    return console_answer(
        200, Json::object({{"changes", changes_json(to_json(call.context.programme), to_json(*programme))}}));
}

Reply try_programme(ConsoleWork& work, Reader in) {
    auto programme = programme_of(in, programme_in_force(work.service));
    if (!programme) return console_refusal(in.problems());
    const auto trial = work.trials.start(std::move(*programme));
    if (!trial) return console_refusal(409, "trial_running", "Another trial is running. Wait.");
    return console_answer(200, Json::object({{"trial", *trial}}));
}

Reply show_trial(ConsoleWork& work, Reader in) {
    const auto id = whole_in(in, "trial");
    if (!in.problems().empty()) return console_refusal(in.problems());
    const auto state = work.trials.state(id.value_or(0));
    if (!state) return console_refusal({Problem{Errc::not_found, "trial", "the last trial", {}}});
    return console_answer(200, trial_json(*state));
}

Reply save_programme(ConsoleWork& work, Reader in) {
    const auto note = in.maybe_text("note", 500).value_or("");
    const auto based_on = in.integer("based_on", 0, INT64_MAX);
    HttpAnswer answer;
    work.service.transact([&](RequestContext& context) {
        auto& db = context.db;
        db.take_turn();
        Problems problems = in.problems();
        auto here = in.tolerant(problems);
        const auto starts = start_in(here, context.now);
        const auto programme = programme_of(here, context.programme);
        if (!programme || !problems.empty()) {
            answer = console_refusal(problems);
            return;
        }
        if (newest_version(db) != based_on) {
            answer =
                console_refusal(409, "programme_changed", "Somebody has changed the programme meanwhile.");
            return;
        }
        if (one_is_coming(db, context.now)) {
            answer = console_refusal(409, "programme_coming",
                                     "Another change has not started yet. Withdraw it first.");
            return;
        }
        auto changes = changes_json(to_json(context.programme), to_json(*programme));
        if (changes.items()->empty()) {
            answer = console_refusal(409, "programme_same", "Nothing is changed.");
            return;
        }
        ProgrammeVersion version;
        version.made = work.moment;
        version.person = work.caller.person.id;
        version.starts = starts;
        version.document = dump(to_json(*programme));
        version.note = note;
        version.changes = dump(changes);
        version.id = db.programme.add(version);
        // Sources of one that starts later are not known before it does.
        if (starts <= context.now) {
            RequestContext changed{*programme, context.variants, context.randomness,  context.company,
                                   db,         context.now,      context.service_info};
            sync_sources(changed);
        }
        log_action(db, work.caller, work.moment, "programme_changed",
                   "programme/" + std::to_string(version.id), note);
        answer = console_answer(200, Json::object({{"version", version.id}, {"starts", to_text(starts)}}));
    });
    work.service.programme_was_set();
    return answer;
}

Reply withdraw_programme(ConsoleWork& work, Reader in) {
    const auto id = in.integer("version", 1, INT64_MAX);
    if (!in.problems().empty()) return console_refusal(in.problems());
    HttpAnswer answer;
    work.service.transact([&](RequestContext& context) {
        if (!context.db.programme.find(id)) {
            answer = console_refusal({Problem{Errc::not_found, "version", "one of the list", {}}});
            return;
        }
        if (!context.db.programme.withdraw(id, context.now)) {
            answer = console_refusal(409, "started_already", "It is in force already, or withdrawn.");
            return;
        }
        log_action(context.db, work.caller, work.moment, "programme_withdrawn",
                   "programme/" + std::to_string(id));
        answer = console_answer(200, Json::object({{"version", id}}));
    });
    work.service.programme_was_set();
    return answer;
}

}  // namespace tillpoints::cloud
