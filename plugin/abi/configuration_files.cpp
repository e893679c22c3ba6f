#include "plugin/abi/configuration_problems.hpp"
#include "plugin/abi/extensions.hpp"
#include "plugin/abi/guard.hpp"
#include "plugin/config/migration.hpp"
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

Json migration_json(const Migration& migration) {
    Json written = Json::array();
    for (const auto& source : migration.written)
        written.push(Json::object({{"file", source.file}, {"text", source.text}}));
    Json aside = Json::array();
    for (const auto& file : migration.put_aside) aside.push(file);
    Json renamed = Json::array();
    for (const auto& member : migration.renamed)
        renamed.push(Json::object({{"file", member.place.file},
                                   {"line", member.place.line},
                                   {"from", member.from},
                                   {"to", member.to}}));
    return Json::object(
        {{"write", std::move(written)}, {"put_aside", std::move(aside)}, {"renamed", std::move(renamed)}});
}

tillpoints_status migrate(tillpoints_text path, int merge, tillpoints_report_fn report, void* user) {
    return guarded([&] {
        if (!readable(path) || path.size == 0 || !report) return TILLPOINTS_MISUSE;
        const auto files = read_source_files(std::string(view(path)), TILLPOINTS_MAX_MESSAGE);
        const auto migration = files.problems.empty() ? migrated(files.sources, renamings(), merge != 0)
                                                      : Migration{{}, {}, {}, files.problems, {}};
        if (migration.problems.empty()) {
            tell(report, user, migration_json(migration));
            return TILLPOINTS_OK;
        }
        Json unknown = Json::array();
        for (const auto& member : migration.unknown) unknown.push(member);
        tell(report, user, problems_json(migration.problems).set("unknown", std::move(unknown)));
        return TILLPOINTS_REJECTED;
    });
}

}  // namespace

const tillpoints_ext_configuration_files configuration_files_extension = {
    sizeof(tillpoints_ext_configuration_files), load, read, defaults, migrate};

}  // namespace tillpoints::abi
