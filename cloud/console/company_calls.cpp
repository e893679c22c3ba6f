#include "cloud/console/company_calls.hpp"

#include "cloud/api/goods/picture_answer.hpp"
#include "cloud/api/shop_name.hpp"
#include "cloud/api/shown_company.hpp"
#include "cloud/company/picture.hpp"
#include "http/page_origin.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::size_t most_branches = 1000;

bool is_owner(const ConsoleCall& call) {
    return call.caller.person.role == Role::owner;
}

Json branch_json(ConsoleCall& call, const ShownBranch& shown) {
    auto out = to_json(shown.profile);
    out.set("id", shown.branch.id);
    out.set("name", shown.branch.display_name);
    out.set("may_edit", is_owner(call) || own_branch(call) == shown.branch.id);
    return out;
}

HttpAnswer no_such_branch() {
    return console_refusal({Problem{Errc::not_found, "branch", "one of the list", {}}});
}

HttpAnswer name_taken() {
    return console_refusal({Problem{Errc::duplicate, "name", "a name that no other branch has", {}}});
}

}  // namespace

HttpAnswer show_own_company(ConsoleCall& call, Reader) {
    auto& context = call.context;
    const auto record = context.db.company.find();
    Json branches = Json::array();
    for (const auto& shown : company_branches(context)) branches.push(branch_json(call, shown));
    return console_answer(200, Json::object({{"profile", to_json(company_profile(context))},
                                             {"programme", context.programme.name},
                                             {"logo", record && record->logo ? Json(*record->logo) : Json()},
                                             {"utc_offset", call.rules.messages.quiet.utc_offset.count()},
                                             {"may_edit", is_owner(call)},
                                             {"branches", std::move(branches)}}));
}

HttpAnswer change_company(ConsoleCall& call, Reader in) {
    const auto profile = read_company_profile(in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    auto record = call.context.db.company.find().value_or(CompanyRecord());
    record.profile = dump(to_json(profile));
    call.context.db.company.set(record);
    log_action(call, "company_changed", "company", profile.name);
    return console_answer(200, to_json(profile));
}

HttpAnswer change_logo(ConsoleCall& call, Reader in) {
    auto& db = call.context.db;
    const auto picture = in.maybe_text("picture", 36);
    const auto found = picture && is_uuid(*picture) ? db.images.find(*picture) : std::nullopt;
    if (picture && !(found && found->size))
        in.fail("picture", Errc::invalid_value, "the id of a picture that was uploaded");
    if (!in.problems().empty()) return console_refusal(in.problems());
    auto record = db.company.find().value_or(CompanyRecord{dump(to_json(CompanyProfile())), {}});
    record.logo = picture;
    db.company.set(record);
    log_action(call, "logo_changed", "company");
    return console_answer(200, Json::object({{"logo", picture ? Json(*picture) : Json()}}));
}

HttpAnswer change_branch(ConsoleCall& call, Reader in) {
    auto& db = call.context.db;
    auto id = in.maybe_integer("branch", 1, INT64_MAX);
    const auto name = in.text("name", 120);
    if (in.has("name") && name.find_first_not_of(' ') == std::string::npos)
        in.fail("name", Errc::missing_field, "what customers call the branch");
    const auto profile = read_branch_profile(in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    if (!is_owner(call) && (!id || own_branch(call) != *id))
        return console_refusal(403, "wrong_branch", "This is not your branch. Ask an owner.");
    if (id) {
        if (!db.company.find_branch(*id)) return no_such_branch();
        if (!db.company.rename_branch(*id, name)) return name_taken();
    } else {
        const auto known = db.staff.branches();
        for (const auto& branch : known)
            if (branch.display_name == name) return name_taken();
        if (known.size() >= most_branches)
            return console_refusal({Problem{Errc::too_large, "name", "at most 1000 branches", {}}});
        id = db.staff.find_or_add_branch(name).id;
    }
    db.company.set_branch(*id, dump(to_json(profile)));
    log_action(call, "branch_changed", "branch/" + std::to_string(*id), name);
    return console_answer(200, branch_json(call, {{*id, name}, profile}));
}

Reply take_picture(ConsoleWork& work, Reader) {
    const auto kind = picture_kind(work.bytes);
    if (!kind) return console_refusal(415, "not_a_picture", "Send a PNG, JPEG or WebP picture.");
    if (!is_showable(*kind))
        return console_refusal(413, "picture_too_wide", "Send a picture of at most 4096 by 4096 points.");
    const auto id =
        keep_picture(work.service.storage(), PictureFiles(work.rules.pictures), work.service.randomness(),
                     kind->content_type, work.bytes, work.service.now());
    work.service.storage().transact([&](Transaction& db) {
        log_action(db, work.caller, work.moment, "picture_uploaded", "picture/" + id);
    });
    return console_answer(200, Json::object({{"id", id}, {"width", kind->width}, {"height", kind->height}}));
}

Reply send_picture(ConsoleWork& work, Reader in) {
    const auto id = in.text("id", 36);
    if (!in.problems().empty()) return console_refusal(in.problems());
    if (auto answer = picture_answer(work.service.storage(), PictureFiles(work.rules.pictures), id)) {
        protect_answer(*answer);
        return std::move(*answer);
    }
    return console_refusal({Problem{Errc::not_found, "id", "a picture that was uploaded", {}}});
}

}  // namespace tillpoints::cloud
