#include <chrono>

#include "plugin/abi/extensions.hpp"
#include "plugin/abi/guard.hpp"
#include "plugin/abi/installation.hpp"
#include "plugin/log/log.hpp"

/// Giving up a database that is lost.
namespace tillpoints::abi {
namespace {

void write_to_log(const Config& config, std::string_view by, std::string_view reason,
                  const std::vector<std::string>& renamed) {
    const auto log = Log::open(config.data_directory + "/tillpoints.log", config.log.level,
                               config.log.max_bytes, config.log.files);
    if (!log) return;
    std::string line =
        "the lost database was given up by " + std::string(by) + ": " + std::string(reason) + "; kept:";
    for (const auto& name : renamed) line += " " + name;
    (*log)->write(LogLevel::warning, line);
}

tillpoints_status start_new(tillpoints_text configuration, tillpoints_text by, tillpoints_text reason,
                            tillpoints_report_fn report, void* user) {
    return guarded([&] {
        if (!readable(configuration) || !readable(by) || !readable(reason)) return TILLPOINTS_MISUSE;
        auto reading = read_config(view(configuration));
        for (const auto& [name, text] : {std::pair("by", by), std::pair("reason", reason)})
            if (text.size == 0) reading.problems.push_back({Errc::missing_field, name, "a text", "nothing"});
        if (!reading.problems.empty()) {
            tell(report, user, problems_json(reading.problems));
            return TILLPOINTS_REJECTED;
        }
        const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
        const auto renamed = Outbox::start_new(outbox_options(reading.config, false), now);
        if (!renamed) {
            tell(report, user, problems_json({renamed.error()}));
            return renamed.error().code == Errc::misuse ? TILLPOINTS_REJECTED : TILLPOINTS_UNAVAILABLE;
        }
        write_to_log(reading.config, view(by), view(reason), *renamed);
        tell(report, user, Json::object({{"renamed", Json(Json::Array(renamed->begin(), renamed->end()))}}));
        return TILLPOINTS_OK;
    });
}

}  // namespace

const tillpoints_ext_storage storage_extension = {sizeof(tillpoints_ext_storage), start_new};

}  // namespace tillpoints::abi
