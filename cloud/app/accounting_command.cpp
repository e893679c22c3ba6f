#include <cstdio>
#include <filesystem>
#include <fstream>

#include "cloud/app/commands.hpp"
#include "cloud/app/open_storage.hpp"
#include "cloud/closing/close_month.hpp"
#include "cloud/programme/read_programme.hpp"

namespace tillpoints::cloud {
namespace {

/// A problem where nothing says by which clock a month would be closed, for good.
Result<CompanyNow> company_now(Storage& storage, const Programme& programme,
                               const AccountingCommand& command) {
    CompanyNow company{programme.name, programme.currency, {}, {}};
    std::optional<AccountingClose> last;
    storage.read([&](Transaction& db) {
        last = db.accounting.last_close();
        company.now = system_time() + db.clock.time_ahead().value_or(std::chrono::milliseconds(0));
    });
    if (command.close && !last && !command.utc_offset)
        return Problem{
            Errc::missing_field,
            "--utc-offset",
            "the minutes by which the company's clock is ahead of UTC, such as 300: the first close"
            " decides by which clock all months end",
            {}};
    if (last) company.utc_offset = last->utc_offset;
    if (command.utc_offset) company.utc_offset = std::chrono::minutes(*command.utc_offset);
    return company;
}

/// Beside its place until it is whole, so that nobody reads half a file. Throws std::runtime_error.
void write_whole(const std::filesystem::path& path, const std::function<void(const FileSink&)>& write) {
    const auto part = path.string() + ".part";
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    write([&](std::string_view bytes) {
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!out) throw std::runtime_error("cannot write " + part);
    });
    out.close();
    if (!out) throw std::runtime_error("cannot write " + part);
    std::filesystem::rename(part, path);
}

int write_files(Storage& storage, const MonthInBooks& found, const std::string& folder, bool json) {
    MonthFigures figures;
    storage.read_much([&](Transaction& db) { figures = count_month(db, found); });
    std::filesystem::create_directories(folder);
    int status = 0;
    Json written = Json::array();
    for (const auto file : all_month_files) {
        // Before the file is written, so that one that was changed never stands there.
        const bool changed =
            found.close && digest_of_file(storage, file, figures) != closed_digest(*found.close, file);
        const auto name = file_name_of(file, found.month.name, found.close.has_value());
        if (changed) {
            std::fprintf(stderr, "tillpoints-cloud: %s would not be the file that was closed; run audit\n",
                         name.c_str());
            status = 1;
            continue;
        }
        const auto path = std::filesystem::path(folder) / name;
        write_whole(path, [&](const FileSink& sink) { write_month_file(storage, file, figures, sink); });
        written.push(path.string());
        if (!json) std::printf("%s\n", path.c_str());
    }
    if (json) std::printf("%s\n", dump(Json::object({{"files", std::move(written)}})).c_str());
    return status;
}

int print_close(const AccountingClose& close, bool json) {
    if (!json) {
        std::printf("%s is closed: %s\n", close.month.c_str(), close.digest.c_str());
        return 0;
    }
    Json out = Json::object({{"month", close.month}, {"digest", close.digest}});
    if (auto files = parse_json(close.files)) out.set("files", std::move(*files));
    std::printf("%s\n", dump(out).c_str());
    return 0;
}

}  // namespace

int accounting(const Options& options, const AccountingCommand& command) {
    Problems problems;
    const auto programme = load_programme(options.programme, problems);
    const auto month = parse_accounting_month(command.month);
    if (!month)
        problems.push_back({Errc::invalid_value, "--month", "a month such as 2026-10", command.month});
    if (!problems.empty()) return print_problems(problems);
    const auto storage = open_storage(options, true);
    const auto company = company_now(*storage, *programme, command);
    if (!company) return print_problems({company.error()});
    if (command.close) {
        const auto close = close_month(*storage, *month, *company, {{}, system_time()});
        return close ? print_close(*close, options.json) : print_problems({close.error()});
    }
    std::optional<MonthInBooks> found;
    storage->read([&](Transaction& db) { found = find_month(db, *month, *company); });
    if (found) return write_files(*storage, *found, command.to, options.json);
    return print_problems({Problem{Errc::not_found, "--month", "a month of the books", command.month}});
}

}  // namespace tillpoints::cloud
