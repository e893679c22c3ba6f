#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "adapters/cli/doctor.hpp"
#include "adapters/cli/input.hpp"
#include "adapters/cli/installation_facts.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/cli/setup_cloud.hpp"
#include "adapters/cli/setup_enrolment.hpp"
#include "adapters/cli/setup_register.hpp"
#include "adapters/cli/written_file.hpp"

namespace tillpoints::cli {
namespace {

constexpr const char* usual_data_directory = "/var/lib/tillpoints";

/// What stands in the file now; an empty object if there is none.
Json present_configuration(const std::string& file) {
    if (!std::filesystem::exists(file)) return Json::object();
    Json json = Json::parse(read_input(file, TILLPOINTS_MAX_MESSAGE), nullptr, false);
    if (!json.is_object()) throw BadInput(file + ": " + say(Text::wrong_configuration));
    return json;
}

std::string member(const Json& json, const char* name) {
    return json.is_object() && json.contains(name) && json[name].is_string() ? json[name].get<std::string>()
                                                                             : std::string();
}

struct User {
    uid_t id;
    gid_t group;
    std::string name;
};

User user_named(const std::string& name) {
    const auto* entry = ::getpwnam(name.c_str());
    if (!entry) throw BadInput(say(Text::setup_no_user, {name}));
    return {entry->pw_uid, entry->pw_gid, name};
}

/// Who the register runs as.
User runner(const std::string& wanted, const std::string& data_directory) {
    if (!wanted.empty()) return user_named(wanted);
    struct stat about {};
    uid_t id = ::geteuid();
    if (::stat(data_directory.c_str(), &about) == 0) id = about.st_uid;
    const auto* entry = ::getpwuid(id);
    return {id, entry ? entry->pw_gid : ::getegid(), entry ? entry->pw_name : std::to_string(id)};
}

std::string language_name() {
    return spoken_language() == Language::russian  ? "ru"
           : spoken_language() == Language::kazakh ? "kk"
                                                   : "en";
}

/// What is asked for last time is offered, so that a repetition changes only what is answered otherwise.
CloudAnswers known_answers(const Json& present) {
    CloudAnswers known;
    const Json cloud = present.value("cloud", Json::object());
    known.question.base_url = member(cloud, "base_url");
    known.question.company_id = member(cloud, "company_id");
    known.question.ca_file = member(cloud, "ca_file");
    if (const auto header = member(cloud, "credential_header"); !header.empty())
        known.question.credential_header = header;
    if (const auto file = member(cloud, "key_file"); !file.empty())
        known.question.key = doctor::read_key(file).text;
    return known;
}

/// Keeps everything of the present file that setup does not decide.
Json with_answers(Json present, const CloudAnswers& answers, const std::string& folder) {
    if (!present.contains("language")) present["language"] = language_name();
    present["currency"] = answers.currency;
    auto& cloud = present["cloud"];
    if (!cloud.is_object()) cloud = Json::object();
    cloud["base_url"] = answers.question.base_url;
    cloud["company_id"] = answers.question.company_id;
    if (member(cloud, "key_file").empty()) cloud["key_file"] = folder + "/api.key";
    if (!answers.authority.empty())
        cloud["ca_file"] = folder + "/ca.pem";
    else if (!answers.question.ca_file.empty())
        cloud["ca_file"] = answers.question.ca_file;
    return present;
}

void write_installation(const std::string& file, const Json& config, const CloudAnswers& answers,
                        const User& user) {
    const std::string text = config.dump(2) + "\n";
    const auto data_directory = member(config, "data_directory");
    make_directory(std::filesystem::path(file).parent_path(), 0755, 0, 0);
    make_directory(data_directory, 0700, user.id, user.group);
    write_whole(member(config["cloud"], "key_file"), answers.question.key + "\n", 0600, user.id, user.group);
    if (!answers.authority.empty())
        write_whole(member(config["cloud"], "ca_file"), answers.authority, 0644, ::geteuid(), ::getegid());
    write_keeping_earlier(file, text);
}

ExitCode examine(const Library& library, const std::string& file) {
    const auto facts = installation_facts(&library, "", file, true);
    const auto all = doctor::findings(facts);
    print_findings(stdout, facts, all);
    return exit_code_of(all);
}

/// The process that uses the data directory, as the library words it; empty: none.
std::string owner_now(const Library& library, const Json& config) {
    Reports reports;
    const std::string text = config.dump();
    if (library.diagnosis().database(text_of(text), &Reports::collect, &reports) != TILLPOINTS_OK) return {};
    const auto owner = cell(Json::parse(reports.only()), "owner");
    return owner == "-" ? std::string() : owner;
}

ExitCode set_up(const Library& library, const Options& options) {
    const std::string file = std::filesystem::absolute(options.config);
    std::optional<fleet::Enrolment> enrolment;
    if (!options.enrol.empty())
        enrolment = opened_enrolment(options.enrol, options.bundle, membership_beside(file));
    Interview interview = enrolment ? Interview(Json(enrolment->answers)) : Interview(options.answers);
    Json present = present_configuration(file);
    if (const auto directory = interview.given("data_directory"); !directory.empty())
        present["data_directory"] = directory;
    const auto answers = agree_with_cloud(interview, known_answers(present));
    if (!answers) return exit_problem;
    const auto chosen = choose_register(interview, file);
    auto wanted_user = options.user.empty() ? interview.given("user") : options.user;
    if (chosen.daemon && wanted_user.empty()) wanted_user = user_of_daemon();
    choose_data_directory(chosen, usual_data_directory, wanted_user, present);
    const Json config = with_answers(present, *answers, std::filesystem::path(file).parent_path());
    // It reads its configuration when it starts, so that it would go on with the old one.
    if (const auto owner = owner_now(library, config); !owner.empty()) {
        std::printf("%s\n", say(Text::setup_in_use, {owner}).c_str());
        return exit_problem;
    }
    const auto user =
        runner(wanted_user, chosen.daemon ? chosen.state_directory() : member(config, "data_directory"));
    write_daemon(chosen, file, config, user.id, user.group);
    write_installation(file, config, *answers, user);
    if (enrolment) write_enrolment(*enrolment, file, membership_beside(file));
    std::printf("\n");
    if (const auto code = examine(library, file); code != exit_ok) {
        std::printf("%s\n", say(Text::setup_not_green).c_str());
        return code;
    }
    std::printf("%s\n",
                say(chosen.daemon ? Text::setup_daemon_ready : Text::setup_ready, {user.name}).c_str());
    SaleWish sale;
    sale.phone = interview.answer("phone", Text::ask_phone);
    const auto sold = sale.phone.empty() ? exit_ok : simulate_sale(library, file, sale, false);
    if (!chosen.daemon || sold != exit_ok) return sold;
    if (!finish_daemon(chosen, user.name)) return exit_problem;
    return chosen.start ? examine(library, file) : exit_ok;
}

}  // namespace

void add_setup(CLI::App& app, Options& options, Command& command) {
    auto* setup = app.add_subcommand("setup", say(Text::about_setup));
    setup->add_option("--config", options.config, say(Text::option_config))->capture_default_str();
    setup->add_option("--answers", options.answers, say(Text::option_answers));
    auto* enrol = setup->add_option("--enrol", options.enrol, say(Text::option_enrol))->excludes("--answers");
    setup->add_option("--bundle", options.bundle, say(Text::option_bundle))->needs(enrol);
    setup->add_option("--user", options.user, say(Text::option_user));
    setup->footer(say(Text::example, {"tillpoints setup --user till"}));
    setup->callback([&] { command = [&](const Library& library) { return set_up(library, options); }; });
}

}  // namespace tillpoints::cli
