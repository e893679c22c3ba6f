#include "recorded_statements.hpp"

#include <sqlite3.h>

#include <memory>
#include <string_view>

namespace tillpoints::cloud::test {
namespace {

RecordedStatements* recorder = nullptr;

int on_statement(unsigned, void*, void* given, void*) {
    auto* statement = static_cast<sqlite3_stmt*>(given);
    const std::unique_ptr<char, decltype(&sqlite3_free)> expanded(sqlite3_expanded_sql(statement),
                                                                  &sqlite3_free);
    if (recorder) recorder->record(sqlite3_sql(statement), expanded.get());
    return 0;
}

int on_open(sqlite3* handle, char**, const sqlite3_api_routines*) {
    return sqlite3_trace_v2(handle, SQLITE_TRACE_STMT, on_statement, nullptr);
}

using Extension = void (*)();

}  // namespace

RecordedStatements::RecordedStatements() {
    recorder = this;
    sqlite3_auto_extension(reinterpret_cast<Extension>(on_open));
}

RecordedStatements::~RecordedStatements() {
    sqlite3_cancel_auto_extension(reinterpret_cast<Extension>(on_open));
    recorder = nullptr;
}

void RecordedStatements::record(const char* text, const char* with_values) {
    for (const auto* begin : {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"})
        if (std::string_view(text).starts_with(begin)) seen_[text] = with_values;
}

}  // namespace tillpoints::cloud::test
