#include "cloud/faults/training_program.hpp"

#include "cloud/backoffice/backoffice_call.hpp"

namespace tillpoints::cloud {
namespace {

std::optional<Problem> set_one(ProtocolVariants& variants, FaultSwitches& switches, const std::string& name,
                               const Json& value) {
    const auto* text = value.string() ? value.string() : value.number() ? &value.number()->digits : nullptr;
    if (!text) return Problem{Errc::wrong_type, name, "a string or a number", {}};
    if (find_setting(variant_table(), name)) return set_by_name(variant_table(), variants, name, *text);
    return set_by_name(fault_table(), switches, name, *text);
}

}  // namespace

Json switches_json(const ProtocolVariants& variants, const FaultSwitches& switches) {
    Json json = Json::object();
    add_to_json(variant_table(), variants, json);
    add_to_json(fault_table(), switches, json);
    return json;
}

Problems set_switches(ProtocolVariants& variants, FaultSwitches& switches, const Json& body) {
    if (!body.members()) return {Problem{Errc::wrong_type, "", "an object", std::string(body.type_name())}};
    auto new_variants = variants;
    auto new_switches = switches;
    Problems problems;
    for (const auto& [name, value] : *body.members())
        if (const auto problem = set_one(new_variants, new_switches, name, value))
            problems.push_back(*problem);
    if (!problems.empty()) return problems;
    variants = new_variants;
    switches = new_switches;
    return {};
}

ProgramExtensions TrainingProgram::extensions() {
    ProgramExtensions out;
    out.help =
        "Switches of the training cloud (also POST /switches on the back office, which takes the settings "
        "above too):\n" +
        describe(fault_table());
    out.set = [this](std::string_view name, std::string_view value) {
        return set_by_name(fault_table(), switches_, name, value);
    };
    out.wrap_api = [this](const ServedApi& served, Endpoint inner) {
        return wrap_api(served, std::move(inner));
    };
    out.backoffice = [this](const std::string& method, const std::string& path, const Json& body) {
        return perform(method, path, body);
    };
    return out;
}

Endpoint TrainingProgram::wrap_api(const ServedApi& served, Endpoint inner) {
    variants_ = &served.variants;
    change_variants_ = served.change_variants;
    injector_.emplace(served.io, served.service, served.api, std::move(inner), switches_);
    return {[this](const HttpRequest& head) { return injector_->admit(head); },
            [this](const HttpRequest& request, std::function<void(Reply)> done) {
                injector_->serve(request, std::move(done));
            }};
}

std::optional<HttpAnswer> TrainingProgram::perform(const std::string& method, const std::string& path,
                                                   const Json& body) {
    if (path != "/switches" || !variants_) return {};
    if (method == "POST") {
        Problems problems;
        change_variants_(
            [&](ProtocolVariants& variants) { problems = set_switches(variants, switches_, body); });
        if (!problems.empty()) return backoffice_refusal(400, problems);
    }
    return backoffice_answer(200, switches_json(*variants_, switches_));
}

}  // namespace tillpoints::cloud
