// The published schema, the commented sample and the code say the same.
#include <catch2/catch.hpp>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>

#include "plugin/config/config.hpp"

using namespace tillpoints;

namespace {

std::string text_of(const char* name) {
    std::ifstream file(std::string(TILLPOINTS_PACKAGING "/") + name);
    REQUIRE(file.good());
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

Json schema() {
    return parse_json(text_of("config.schema.json")).value();
}

bool is_section(const Json& property) {
    return property.find("properties") != nullptr;
}

using Path = std::vector<std::string>;

std::string dotted(const Path& path) {
    std::string text;
    for (const auto& name : path) text += (text.empty() ? "" : ".") + name;
    return text;
}

/// Calls `visit(path, property)` for every property of the schema, sections before their members.
void for_each_property(const Json& section, Path path,
                       const std::function<void(const Path&, const Json&)>& visit) {
    for (const auto& [name, property] : *section.find("properties")->members()) {
        path.push_back(name);
        visit(path, property);
        if (is_section(property)) for_each_property(property, path, visit);
        path.pop_back();
    }
}

const Json* at(const Json& json, const Path& path) {
    const Json* here = &json;
    for (const auto& name : path) here = here ? here->find(name) : nullptr;
    return here;
}

Json replaced(const Json& json, const Path& path, std::size_t depth, const Json& value) {
    if (depth == path.size()) return value;
    Json out = json;
    const Json* inner = json.find(path[depth]);
    return out.set(path[depth], replaced(inner ? *inner : Json::object(), path, depth + 1, value));
}

bool names_problem_at(const ConfigReading& reading, const std::string& where) {
    for (const auto& problem : reading.problems)
        if (problem.where == where) return true;
    return false;
}

}  // namespace

TEST_CASE("the sample is a valid configuration that shows every member with a comment") {
    const auto reading = read_config(text_of("config.sample.json"));
    for (const auto& problem : reading.problems) FAIL(problem.sentence());
    const Json sample = parse_json(text_of("config.sample.json")).value();
    for_each_property(schema(), {}, [&](Path path, const Json&) {
        INFO(dotted(path));
        CHECK(at(sample, path));
        path.back() = "//" + path.back();
        CHECK(at(sample, path));
    });
}

TEST_CASE("every default of the schema is the code's default, and what has none is required") {
    const Json defaults = to_json(Config());
    int compared = 0;
    for_each_property(schema(), {}, [&](const Path& path, const Json& property) {
        INFO(dotted(path));
        if (is_section(property)) return;
        const Json* stated = property.find("default");
        Path parent(path.begin(), path.end() - 1);
        const Json section_schema = schema();
        const Json* section = &section_schema;
        for (const auto& name : parent) section = section->find("properties")->find(name);
        const Json* required = section->find("required");
        bool is_required = false;
        for (std::size_t i = 0; required && i < required->items()->size(); ++i)
            is_required = is_required || *(*required->items())[i].string() == path.back();
        CHECK((stated != nullptr) != is_required);
        if (stated) {
            REQUIRE(at(defaults, path));
            CHECK(dump(*at(defaults, path)) == dump(*stated));
            ++compared;
        }
    });
    CHECK(compared > 25);
}

TEST_CASE("every property of the schema is read by the code") {
    const Json sample = parse_json(text_of("config.sample.json")).value();
    for_each_property(schema(), {}, [&](const Path& path, const Json& property) {
        INFO(dotted(path));
        const Json wrong = is_section(property) ? Json(7) : Json::object({{"no", "such value"}});
        CHECK(names_problem_at(read_config(dump(replaced(sample, path, 0, wrong))), dotted(path)));
    });
}

TEST_CASE("every member the code knows is a property of the schema") {
    const Json sample = parse_json(text_of("config.sample.json")).value();
    const auto compare = [&](const Path& path, const Json& section) {
        Path unknown = path;
        unknown.push_back("unknown_member");
        const auto reading = read_config(dump(replaced(sample, unknown, 0, true)));
        REQUIRE(reading.problems.size() == 1);
        std::string expected = "one of";
        for (const auto& [name, property] : *section.find("properties")->members())
            expected += (expected.size() == 6 ? " " : ", ") + name;
        CHECK(reading.problems.front().expected == expected);
    };
    compare({}, schema());
    for_each_property(schema(), {}, [&](const Path& path, const Json& property) {
        if (is_section(property)) compare(path, property);
    });
}

TEST_CASE("the ranges of the schema are the code's ranges") {
    const Json sample = parse_json(text_of("config.sample.json")).value();
    int bounds = 0;
    for_each_property(schema(), {}, [&](const Path& path, const Json& property) {
        INFO(dotted(path));
        for (const auto& [bound, beyond] : {std::pair{"minimum", -1}, std::pair{"maximum", 1}}) {
            const Json* limit = property.find(bound);
            if (!limit) continue;
            const auto value = std::stoll(limit->number()->digits);
            CHECK(read_config(dump(replaced(sample, path, 0, value))).ok());
            CHECK(
                names_problem_at(read_config(dump(replaced(sample, path, 0, value + beyond))), dotted(path)));
            ++bounds;
        }
        if (const Json* words = property.find("enum"))
            for (const auto& word : *words->items())
                CHECK(read_config(dump(replaced(sample, path, 0, word))).ok());
    });
    CHECK(bounds == 56);
}
