#include "adapters/cli/installation_facts.hpp"

#include <algorithm>
#include <ctime>

#include "adapters/cli/configuration.hpp"
#include "adapters/cli/register_facts.hpp"
#include "adapters/doctor/gather.hpp"

namespace tillpoints::cli {
namespace {

std::string member_text(const Json& json, const char* name) {
    return json.is_object() && json.contains(name) && json[name].is_string() ? json[name].get<std::string>()
                                                                             : std::string();
}

std::int64_t member_number(const Json& json, const char* name) {
    return json.is_object() && json.contains(name) && json[name].is_number() ? json[name].get<std::int64_t>()
                                                                             : 0;
}

void fill(doctor::Configuration& facts, const Json& whole) {
    const Json cloud = whole.value("cloud", Json::object());
    facts.known = true;
    facts.enabled = whole.value("enabled", true);
    facts.data_directory = member_text(whole, "data_directory");
    facts.currency = member_text(whole, "currency");
    facts.base_url = member_text(cloud, "base_url");
    facts.company_id = member_text(cloud, "company_id");
    facts.key_file = member_text(cloud, "key_file");
    facts.ca_file = member_text(cloud, "ca_file");
}

void add_problems(const Json& report, doctor::Configuration& facts) {
    if (report.is_object())
        for (const auto& problem : report.value("problems", Json::array())) {
            const auto where = member_text(problem, "where");
            const auto place = place_cell(problem);
            facts.wrong.push_back({place == "-" || where == place ? where : where + " (" + place + ")",
                                   member_text(problem, "expected"), member_text(problem, "found")});
        }
    if (facts.wrong.empty()) facts.unreadable = "the library failed";
}

/// Whether the database can be used, as a report of the state tells it.
doctor::Database brief_database_facts(const Library& library, const std::string& text) {
    doctor::Database facts;
    Reports reports;
    const auto status = library.inspection().status(text_of(text), &Reports::collect, &reports);
    const Json report = Json::parse(reports.only(), nullptr, false);
    if (!report.is_object()) return facts;
    facts.known = true;
    if (status == TILLPOINTS_OK) {
        facts.started = report.value("started", false);
        facts.owner = member_text(report, "running");
        return facts;
    }
    const Json problems = report.value("problems", Json::array());
    if (problems.empty()) return facts;
    facts.problem_code = member_text(problems[0], "code");
    facts.problem = member_text(problems[0], "where") + ": " + member_text(problems[0], "found");
    return facts;
}

doctor::Database database_facts(const Library& library, const std::string& text) {
    doctor::Database facts;
    Reports reports;
    if (library.diagnosis().database(text_of(text), &Reports::collect, &reports) != TILLPOINTS_OK)
        return facts;
    Json report = Json::parse(reports.only(), nullptr, false);
    if (!report.is_object()) return facts;
    facts.known = true;
    facts.started = report.value("started", false);
    if (report.contains("layout") && report["layout"].is_number()) facts.layout = report["layout"].get<int>();
    facts.newest_layout = static_cast<int>(member_number(report, "newest_layout"));
    facts.owner = member_text(report, "owner");
    if (report.contains("problem") && report["problem"].is_object()) {
        const auto& problem = report["problem"];
        facts.problem_code = member_text(problem, "code");
        facts.problem = member_text(problem, "where") + ": " + member_text(problem, "found");
    }
    for (const auto& line : report.value("damage", Json::array()))
        if (line.is_string()) facts.damage.push_back(line.get<std::string>());
    return facts;
}

doctor::Queue queue_facts(const Library& library, const std::string& text) {
    doctor::Queue facts;
    Reports status;
    if (library.inspection().status(text_of(text), &Reports::collect, &status) != TILLPOINTS_OK) return facts;
    const Json report = Json::parse(status.only(), nullptr, false);
    if (!report.is_object()) return facts;
    facts.known = true;
    const Json queue = report.value("queue", Json::object());
    facts.pending = member_number(queue, "pending");
    facts.settling = member_number(queue, "settling");
    facts.parked = member_number(queue, "parked");
    facts.quarantined = member_number(queue, "quarantined");
    for (const auto& parked : report.value("parked", Json::array()))
        facts.loss += member_number(parked, "loss");
    if (facts.pending + facts.settling == 0) return facts;
    Reports list;
    library.queue().list(text_of(text), &Reports::collect, &list);
    for (const auto& line : list.texts) {
        const Json entry = Json::parse(line, nullptr, false);
        if (member_text(entry, "state") == "parked") continue;
        if (const auto created = seconds_of(member_text(entry, "created")))
            facts.oldest_age_s =
                std::max<std::int64_t>(facts.oldest_age_s.value_or(0), std::time(nullptr) - *created);
    }
    return facts;
}

doctor::Network network_facts(const Json& whole, const doctor::Configuration& configuration) {
    doctor::Question question;
    const Json cloud = whole.value("cloud", Json::object());
    question.base_url = configuration.base_url;
    question.ca_file = configuration.ca_file;
    question.credential_header = member_text(cloud, "credential_header");
    question.company_id = configuration.company_id;
    for (const auto& pin : cloud.value("pins", Json::array()))
        if (pin.is_string()) question.pins.push_back(pin.get<std::string>());
    if (!configuration.key_file.empty()) question.key = doctor::read_key(configuration.key_file).text;
    const Json timing = whole.value("timing", Json::object());
    question.patience =
        std::chrono::milliseconds(std::max<std::int64_t>(member_number(timing, "send_timeout_ms"), 1000));
    return doctor::ask_cloud(question);
}

}  // namespace

Json whole_configuration(const Library& library, const std::string& text, doctor::Configuration& facts) {
    Reports reports;
    const auto status = library.diagnosis().configuration(text_of(text), &Reports::collect, &reports);
    Json report = Json::parse(reports.only(), nullptr, false);
    if (status == TILLPOINTS_OK && report.is_object()) {
        fill(facts, report);
        return report;
    }
    add_problems(report, facts);
    return {};
}

doctor::Facts installation_facts(const Library* library, const std::string& why_not,
                                 const std::string& config_file, bool ask_network,
                                 const std::string& daemon_file, Reading reading) {
    doctor::Facts facts;
    facts.machine = doctor::look_at_machine();
    facts.daemon = doctor::look_at_daemon(daemon_file.empty() ? daemon_file_of(config_file) : daemon_file,
                                          !daemon_file.empty());
    facts.machine.library_error = why_not;
    facts.configuration.file = config_file;
    std::string text;
    try {
        text = library ? read_configuration(*library, config_file).text
                       : read_input(config_file, TILLPOINTS_MAX_MESSAGE);
    } catch (const WrongConfiguration& wrong) {
        add_problems(Json::parse(wrong.report, nullptr, false), facts.configuration);
        facts.machine.library_version = library->version();
        return facts;
    } catch (const BadInput& unreadable) {
        facts.configuration.unreadable = unreadable.what();
        if (facts.configuration.unreadable.starts_with(config_file + ": "))
            facts.configuration.unreadable.erase(0, config_file.size() + 2);
    }
    if (library) facts.machine.library_version = library->version();
    if (!library || !facts.configuration.unreadable.empty()) return facts;
    const Json whole = whole_configuration(*library, text, facts.configuration);
    if (!facts.configuration.known) return facts;
    facts.files = doctor::look_at_files(facts.configuration);
    facts.disk = doctor::look_at_disk(facts.configuration.data_directory);
    facts.database =
        reading == Reading::whole ? database_facts(*library, text) : brief_database_facts(*library, text);
    if (facts.database.problem.empty()) {
        facts.queue = queue_facts(*library, text);
        facts.host = host_facts(*library, text, facts);
    }
    const bool key = facts.configuration.key_file.empty() || facts.files.key_problem.empty();
    if (ask_network && key) facts.network = network_facts(whole, facts.configuration);
    return facts;
}

}  // namespace tillpoints::cli
