#include "adapters/sidecar/operator_calls.hpp"

namespace tillpoints::sidecar {
namespace {

/// How long a command may take before the person hears that it waits.
constexpr std::uint32_t longest_command_ms = 5000;

void collect(void* user, tillpoints_text report) {
    auto json = Json::parse(std::string_view(report.data, report.size), nullptr, false);
    if (!json.is_discarded()) static_cast<OperatorAnswer*>(user)->reports.push_back(std::move(json));
}

tillpoints_text as_text(const std::string& text) {
    return {text.data(), text.size()};
}

/// Asks one extension of the library by `call(extension, answer)`.
template <class Extension, class Call>
OperatorAnswer asked(const PluginLibrary& library, const char* id, Call call) {
    OperatorAnswer answer;
    const auto* extension = static_cast<const Extension*>(library.extension(id));
    if (extension != nullptr) answer.status = call(*extension, &answer);
    return answer;
}

}  // namespace

std::string OperatorAnswer::problem() const {
    const auto report = first();
    if (!report.is_object() || !report.contains("problems") || !report["problems"].is_array() ||
        report["problems"].empty())
        return {};
    const auto& problem = report["problems"].front();
    if (problem.is_string()) return problem.get<std::string>();
    return problem.is_object() ? problem.value("message", problem.dump()) : problem.dump();
}

OperatorAnswer OperatorCalls::status(const std::string& configuration) const {
    return asked<tillpoints_ext_inspection>(
        library_, TILLPOINTS_EXT_INSPECTION, [&](const auto& extension, OperatorAnswer* answer) {
            return extension.status(as_text(configuration), collect, answer);
        });
}

OperatorAnswer OperatorCalls::receipt(const std::string& configuration, const std::string& receipt) const {
    return asked<tillpoints_ext_inspection>(
        library_, TILLPOINTS_EXT_INSPECTION, [&](const auto& extension, OperatorAnswer* answer) {
            return extension.receipt(as_text(configuration), as_text(receipt), collect, answer);
        });
}

OperatorAnswer OperatorCalls::queue(const std::string& configuration) const {
    return asked<tillpoints_ext_queue>(library_, TILLPOINTS_EXT_QUEUE,
                                       [&](const auto& extension, OperatorAnswer* answer) {
                                           return extension.list(as_text(configuration), collect, answer);
                                       });
}

OperatorAnswer OperatorCalls::entry(const std::string& configuration, const std::string& number) const {
    return asked<tillpoints_ext_queue>(
        library_, TILLPOINTS_EXT_QUEUE, [&](const auto& extension, OperatorAnswer* answer) {
            return extension.show(as_text(configuration), as_text(number), collect, answer);
        });
}

OperatorAnswer OperatorCalls::open_receipts(const std::string& configuration) const {
    return asked<tillpoints_ext_receipts>(library_, TILLPOINTS_EXT_RECEIPTS,
                                          [&](const auto& extension, OperatorAnswer* answer) {
                                              return extension.list(as_text(configuration), collect, answer);
                                          });
}

OperatorAnswer OperatorCalls::command(const std::string& configuration, const Json& command) const {
    const auto text = command.dump();
    return asked<tillpoints_ext_queue>(library_, TILLPOINTS_EXT_QUEUE,
                                       [&](const auto& extension, OperatorAnswer* answer) {
                                           return extension.command(as_text(configuration), as_text(text),
                                                                    longest_command_ms, collect, answer);
                                       });
}

}  // namespace tillpoints::sidecar
