#include "plugin/abi/configuration_problems.hpp"
#include "plugin/abi/extensions.hpp"
#include "plugin/abi/guard.hpp"
#include "plugin/config/source_files.hpp"

/// The configuration as its files say it.
namespace tillpoints::abi {
namespace {

/// Reads the files and calls `work(SourceFiles, MergedSources)` with a right configuration.
template <class Work>
tillpoints_status with_files(tillpoints_text path, tillpoints_report_fn report, void* user, Work work) {
    return guarded([&] {
        if (!readable(path) || path.size == 0 || !report) return TILLPOINTS_MISUSE;
        const auto files = read_source_files(std::string(view(path)), TILLPOINTS_MAX_MESSAGE);
        auto problems = files.problems;
        const auto merged = merge_sources(files.sources);
        problems.insert(problems.end(), merged.problems.begin(), merged.problems.end());
        if (problems.empty()) problems = problems_in(merged);
        if (problems.empty()) return work(files, merged);
        tell(report, user, problems_json(problems));
        return TILLPOINTS_REJECTED;
    });
}

tillpoints_status load(tillpoints_text path, tillpoints_report_fn report, void* user) {
    return with_files(path, report, user, [&](const SourceFiles&, const MergedSources& merged) {
        tell(report, user, merged.document);
        return TILLPOINTS_OK;
    });
}

tillpoints_status read(tillpoints_text path, tillpoints_report_fn report, void* user) {
    return with_files(path, report, user, [&](const SourceFiles& files, const MergedSources& merged) {
        Json origins = Json::object();
        for (const auto& [pointer, place] : merged.origins())
            origins.set(pointer, Json::object({{"file", place.file}, {"line", place.line}}));
        Json names = Json::array();
        for (const auto& source : files.sources) names.push(source.file);
        tell(report, user,
             Json::object({{"text", dump(merged.document)},
                           {"origins", std::move(origins)},
                           {"files", std::move(names)}}));
        return TILLPOINTS_OK;
    });
}

tillpoints_status defaults(tillpoints_report_fn report, void* user) {
    return guarded([&] {
        if (!report) return TILLPOINTS_MISUSE;
        tell(report, user, to_json(Config()));
        return TILLPOINTS_OK;
    });
}

}  // namespace

const tillpoints_ext_configuration_files configuration_files_extension = {
    sizeof(tillpoints_ext_configuration_files), load, read, defaults};

}  // namespace tillpoints::abi
