#include "tests/openapi/description.hpp"

#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>

#include "protocol/loyalty/target.hpp"
#include "tests/openapi/schema.hpp"

namespace tillpoints::openapi {
namespace {

using Faults = std::vector<std::string>;

std::string lower(std::string text) {
    for (auto& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

std::vector<std::string> segments_of(std::string_view target) {
    auto segments = loyalty::parse_target(target).value_or(loyalty::Target()).segments;
    if (segments.size() >= 2 && segments[0] == "partner" && segments[1] == "v2")
        segments.erase(segments.begin(), segments.begin() + 2);
    return segments;
}

bool is_parameter(const std::string& segment) {
    return segment.starts_with('{');
}

/// A text from a URL as what its schema may mean by it.
bool fits(const Json& document, const Json& schema, const std::string& text) {
    if (violations(document, schema, Json(text)).empty()) return true;
    if (text == "true" || text == "false") return violations(document, schema, Json(text == "true")).empty();
    const auto number = parse_json(text);
    return number && number->number() && violations(document, schema, *number).empty();
}

const Json* schema_in(const Json& message) {
    const auto* content = message.find("content");
    const auto* media = content ? content->find("application/json") : nullptr;
    return media ? media->find("schema") : nullptr;
}

/// The errorCodes a response lists: "" alone where it lists none.
std::vector<std::string> codes_in(const Json& response) {
    const auto* schema = schema_in(response);
    const auto* all = schema ? schema->find("allOf") : nullptr;
    if (!all) return {""};
    std::vector<std::string> codes;
    for (const auto& one : *all->items())
        if (const auto* properties = one.find("properties"))
            for (const auto& code : *properties->find("errorCode")->find("enum")->items())
                codes.push_back(" " + *code.string());
    return codes.empty() ? std::vector<std::string>{""} : codes;
}

std::string upper(std::string text) {
    for (auto& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

std::string status_key(int status) {
    return status >= 500 ? "5XX" : std::to_string(status);
}

void refuse_unknown_in(const Json& json) {
    if (json.items())
        for (const auto& item : *json.items()) refuse_unknown_in(item);
    if (!json.members()) return;
    for (const auto& [name, value] : *json.members()) {
        if (name == "schema")
            refuse_unknown_keywords(value);
        else if (name == "schemas")
            for (const auto& schema : *value.members()) refuse_unknown_keywords(schema.second);
        else
            refuse_unknown_in(value);
    }
}

}  // namespace

Description::Description(Json document) : document_(std::move(document)) {
    refuse_unknown_in(document_);
}

Description Description::load(const std::string& file) {
    std::ifstream in(file);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    auto document = parse_json(text);
    if (!document) throw std::logic_error(file + ": " + document.error().sentence());
    return Description(std::move(*document));
}

Description::Place Description::place_of(const HttpRequest& request) const {
    const auto segments = segments_of(request.target);
    Place best;
    std::size_t fewest = segments.size() + 1;
    for (const auto& [path, item] : *document_.find("paths")->members()) {
        const auto pattern = segments_of(path);
        bool same = pattern.size() == segments.size();
        std::size_t parameters = 0;
        for (std::size_t i = 0; same && i < pattern.size(); ++i) {
            const bool open = is_parameter(pattern[i]);
            parameters += open;
            same = open ? true : pattern[i] == segments[i];
        }
        const auto* operation = item.find(lower(request.method));
        if (!same || !operation || parameters >= fewest) continue;
        for (const auto& parameter : *item.find("parameters")->items()) {
            const Json& known = resolved(document_, parameter);
            if (*known.find("in")->string() != "path") continue;
            for (std::size_t i = 0; i < pattern.size(); ++i)
                if (pattern[i] == "{" + *known.find("name")->string() + "}")
                    same = same && fits(document_, *known.find("schema"), segments[i]);
        }
        if (!same) continue;
        best = {path, &item, operation};
        fewest = parameters;
    }
    return best;
}

const Json* Description::response_of(const Place& place, int status) const {
    const auto* response = place.operation->find("responses")->find(status_key(status));
    return response ? &resolved(document_, *response) : nullptr;
}

void Description::check_answer(const Json& response, const HttpAnswer& answer, Faults& faults) const {
    if (const auto* headers = response.find("headers"))
        for (const auto& [name, given] : *headers->members()) {
            const Json& header = resolved(document_, given);
            const std::string value(header_of(answer.headers, name));
            if (value.empty() && *header.find("required")->boolean()) faults.push_back(name + ": is missing");
            if (!value.empty() && !fits(document_, *header.find("schema"), value))
                faults.push_back(name + ": not as described: " + value);
        }
    const auto* content = response.find("content");
    if (!content) {
        if (!answer.body.empty()) faults.push_back("a body where none is described");
        return;
    }
    const auto type = header_of(answer.headers, "Content-Type");
    const auto* schema = schema_in(response);
    if (!schema) {
        if (!content->find(type))
            faults.push_back("the content type " + std::string(type) + " is not described");
        return;
    }
    if (!type.starts_with("application/json")) faults.push_back("the content type is " + std::string(type));
    const auto body = parse_json(answer.body);
    if (!body) return faults.push_back("the body is no JSON: " + body.error().sentence());
    for (auto& fault : violations(document_, *schema, *body)) faults.push_back(std::move(fault));
}

void Description::check_query(const Place& place, const HttpRequest& request, Faults& faults) const {
    const auto* parameters = place.operation->find("parameters");
    const auto target = loyalty::parse_target(request.target).value();
    for (const auto& [name, value] : target.query) {
        const Json* known = nullptr;
        for (std::size_t i = 0; parameters && i < parameters->items()->size(); ++i) {
            const Json& one = resolved(document_, parameters->items()->at(i));
            if (*one.find("name")->string() == name) known = &one;
        }
        const auto text = name == "phone" && value.starts_with(' ') ? "+" + value.substr(1) : value;
        if (!known)
            faults.push_back("request query " + name + ": is not described");
        else if (!fits(document_, *known->find("schema"), text))
            faults.push_back("request query " + name + ": was accepted, not described: " + value);
    }
}

void Description::check_request(const Place& place, const HttpRequest& request, Faults& faults) const {
    check_query(place, request, faults);
    const auto* body = place.operation->find("requestBody");
    if (!body) {
        if (!request.body.empty()) faults.push_back("request: a body where none is described");
        return;
    }
    const auto* schema = schema_in(*body);
    if (!schema) return;
    if (request.body.empty()) {
        if (*body->find("required")->boolean()) faults.push_back("request: accepted without its body");
        return;
    }
    const auto json = parse_json(request.body);
    if (!json) return faults.push_back("request: accepted though it is no JSON");
    for (const auto& fault : violations(document_, *schema, *json)) faults.push_back("request " + fault);
}

Faults Description::faults(const HttpRequest& request, const HttpAnswer& answer) const {
    Faults faults;
    const auto place = place_of(request);
    if (!place.operation) {
        if (answer.status < 400) return {"a request that is not described was accepted"};
        const auto body = parse_json(answer.body);
        if (!body) return {"the body is no JSON"};
        return violations(document_, *document_.find("components")->find("schemas")->find("Error"), *body);
    }
    const auto* response = response_of(place, answer.status);
    if (!response) return {"the status " + std::to_string(answer.status) + " is not described"};
    check_answer(*response, answer, faults);
    if (answer.status / 100 == 2) check_request(place, request, faults);
    return faults;
}

std::string Description::complaint(const HttpRequest& request, const HttpAnswer& answer) const {
    const auto found = faults(request, answer);
    if (found.empty()) return {};
    auto text = request.method + " " + request.target + " " + request.body + "\nanswered " +
                std::to_string(answer.status) + " " + answer.body + "\nnot as described:";
    for (const auto& fault : found) text += "\n  " + fault;
    return text;
}

std::set<std::string> Description::answers() const {
    std::set<std::string> names;
    for (const auto& [path, item] : *document_.find("paths")->members())
        for (const auto& [method, operation] : *item.members()) {
            if (method == "parameters") continue;
            for (const auto& [status, response] : *operation.find("responses")->members())
                for (const auto& code : codes_in(resolved(document_, response)))
                    names.insert(upper(method) + " " + path + " " + status + code);
        }
    return names;
}

std::string Description::answer_name(const HttpRequest& request, const HttpAnswer& answer) const {
    const auto place = place_of(request);
    if (!place.operation) return {};
    const auto body = answer.status >= 400 ? parse_json(answer.body) : Result<Json>(Json());
    const auto* code = body ? body->find("errorCode") : nullptr;
    return request.method + " " + place.path + " " + status_key(answer.status) +
           (code && code->string() ? " " + *code->string() : "");
}

}  // namespace tillpoints::openapi
