#include "adapters/cli/plugin_instance.hpp"

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <future>
#include <memory>
#include <stdexcept>

namespace tillpoints::cli {
namespace {

constexpr std::uint32_t deadline_ms = 10'000;
constexpr std::chrono::seconds patience{15};

void become_owner_of(const std::string& directory) {
    struct stat about {};
    if (::geteuid() != 0 || ::stat(directory.c_str(), &about) != 0 || about.st_uid == 0) return;
    if (::setgroups(0, nullptr) != 0 || ::setgid(about.st_gid) != 0 || ::setuid(about.st_uid) != 0)
        throw std::runtime_error(directory + ": its owner cannot be taken on");
}

std::string first_problem(const std::string& report) {
    const Json json = Json::parse(report, nullptr, false);
    if (!json.is_object() || !json.contains("problems") || json["problems"].empty()) return report;
    return cell(json["problems"][0], "message");
}

/// Shared with the library's thread, which may answer after the question was given up.
struct Question {
    std::promise<std::string> reply;
};

void take_reply(void* user, tillpoints_text reply) {
    const std::unique_ptr<std::shared_ptr<Question>> question(static_cast<std::shared_ptr<Question>*>(user));
    (*question)->reply.set_value(std::string(reply.data, reply.size));
}

}  // namespace

PluginInstance::PluginInstance(const Library& library, const std::string& configuration) {
    Reports whole;
    if (library.diagnosis().configuration(text_of(configuration), &Reports::collect, &whole) == TILLPOINTS_OK)
        become_owner_of(cell(Json::parse(whole.only()), "data_directory"));
    Reports reports;
    const auto status =
        library.factory().create(text_of(configuration), nullptr, &Reports::collect, &reports, &instance_);
    if (status != TILLPOINTS_OK) throw std::runtime_error(first_problem(reports.only()));
    diagnostics_ = static_cast<const tillpoints_ext_diagnostics*>(
        instance_->get_extension(instance_, TILLPOINTS_EXT_DIAGNOSTICS));
}

PluginInstance::~PluginInstance() {
    instance_->destroy(instance_);
}

Json PluginInstance::ask(const Json& event) {
    const auto question = std::make_shared<Question>();
    auto reply = question->reply.get_future();
    auto shared = std::make_unique<std::shared_ptr<Question>>(question);
    const std::string text = event.dump();
    if (instance_->submit(instance_, text_of(text), deadline_ms, take_reply, shared.get()) != TILLPOINTS_OK)
        return {};
    static_cast<void>(shared.release());  // the reply comes exactly once
    if (reply.wait_for(patience) != std::future_status::ready) return {};
    return Json::parse(reply.get(), nullptr, false);
}

Json PluginInstance::entries(const std::string& receipt) const {
    Reports reports;
    diagnostics_->receipt(instance_, text_of(receipt), &Reports::collect, &reports);
    const Json json = Json::parse(reports.only(), nullptr, false);
    return json.is_object() ? json.value("facts", Json::array()) : Json::array();
}

Json PluginInstance::status() const {
    Reports reports;
    diagnostics_->status(instance_, &Reports::collect, &reports);
    const Json json = Json::parse(reports.only(), nullptr, false);
    return json.is_object() ? json : Json::object();
}

}  // namespace tillpoints::cli
