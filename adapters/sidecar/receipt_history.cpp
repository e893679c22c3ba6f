#include "adapters/sidecar/receipt_history.hpp"

#include <openssl/hmac.h>
#include <sys/stat.h>

#include <cstdio>
#include <ctime>
#include <map>

#include "adapters/sidecar/day_totals.hpp"
#include "adapters/sidecar/digest.hpp"
#include "adapters/sidecar/job_thread.hpp"
#include "adapters/sidecar/noted_receipt.hpp"
#include "adapters/sidecar/sqlite_file.hpp"
#include "protocol/phone.hpp"

namespace tillpoints::sidecar {
namespace {

/// Receipts that one answer lists.
constexpr int most_listed = 200;
/// A larger event is not noted: its receipt is no cashier's work.
constexpr std::size_t largest_noted = 64u << 10;
constexpr std::int64_t day_seconds = 86'400;

constexpr const char* history_tables =
    "CREATE TABLE IF NOT EXISTS receipts(number INTEGER PRIMARY KEY AUTOINCREMENT, terminal TEXT NOT NULL,"
    " receipt TEXT NOT NULL, state TEXT NOT NULL, phone TEXT NOT NULL, at INTEGER NOT NULL, note TEXT NOT "
    "NULL,"
    " UNIQUE(terminal, receipt));"
    "CREATE INDEX IF NOT EXISTS receipts_by_time ON receipts(terminal, at);"
    "CREATE INDEX IF NOT EXISTS receipts_by_phone ON receipts(terminal, phone) WHERE phone <> '';"
    "CREATE INDEX IF NOT EXISTS receipts_unfinished ON receipts(terminal, state)"
    " WHERE state IN ('open', 'paid');"
    "CREATE TABLE IF NOT EXISTS waits(terminal TEXT NOT NULL, at INTEGER NOT NULL, ms INTEGER NOT NULL);"
    "CREATE INDEX IF NOT EXISTS waits_by_time ON waits(terminal, at);"
    "CREATE TABLE IF NOT EXISTS shifts(number INTEGER PRIMARY KEY AUTOINCREMENT, terminal TEXT NOT NULL,"
    " employee TEXT NOT NULL, opened_at TEXT NOT NULL, closed_at TEXT NOT NULL DEFAULT '',"
    " summary TEXT NOT NULL DEFAULT '')";

std::int64_t history_time() {
    return static_cast<std::int64_t>(std::time(nullptr));
}

std::string iso_time(std::int64_t unix_time) {
    const auto time = static_cast<std::time_t>(unix_time);
    std::tm utc{};
    gmtime_r(&time, &utc);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

SqliteFile open_history(const std::string& path) {
    const auto mask = ::umask(077);
    try {
        SqliteFile file(path);
        file.run("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-1024");
        file.run(history_tables);
        ::umask(mask);
        return file;
    } catch (...) {
        ::umask(mask);
        throw;
    }
}

/// "e3-12" is the twelfth shift that was opened, by the employee e3.
std::string shift_id(const std::string& employee, const std::string& number) {
    return employee + "-" + number;
}

Json parsed(const std::string& text) {
    auto json = Json::parse(text, nullptr, false);
    return json.is_discarded() ? Json() : json;
}

std::string written(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

struct ReceiptHistory::Storage {
    Storage(const std::string& path, std::string given_key, Post given)
        : post(std::move(given)),
          key(std::move(given_key)),
          file(open_history(path)),
          read(file, "SELECT note FROM receipts WHERE terminal=?1 AND receipt=?2"),
          write(file, "UPDATE receipts SET state=?3, phone=?4, note=?6 WHERE terminal=?1 AND receipt=?2"),
          add(file,
              "INSERT INTO receipts(terminal, receipt, state, phone, at, note)"
              " SELECT ?1,?2,?3,?4,?5,?6"
              " WHERE NOT EXISTS(SELECT 1 FROM receipts WHERE terminal=?1 AND receipt=?2)"),
          of_day(file,
                 "SELECT number, note FROM receipts WHERE terminal=?1 AND at>=?2 AND at<?3 ORDER BY number "
                 "DESC"),
          of_shift(file,
                   "SELECT number, note FROM receipts WHERE terminal=?1 AND at>="
                   "(SELECT CAST(strftime('%s', opened_at) AS INTEGER) FROM shifts WHERE terminal=?1"
                   " AND employee || '-' || number = ?2) ORDER BY number DESC"),
          by_number(file, "SELECT number, note FROM receipts WHERE terminal=?1 AND number=?2"),
          by_receipt(file, "SELECT number, note FROM receipts WHERE terminal=?1 AND receipt=?2"),
          by_phone(file,
                   "SELECT number, note FROM receipts WHERE terminal=?1 AND phone=?2 ORDER BY number DESC"),
          open_ones(file,
                    "SELECT number, note FROM receipts WHERE terminal=?1 AND state IN ('open', 'paid')"
                    " ORDER BY number DESC"),
          add_wait(file, "INSERT INTO waits VALUES(?1,?2,?3)"),
          waits(file, "SELECT at, ms FROM waits WHERE terminal=?1 AND at>=?2 AND at<?3"),
          open_shift(file,
                     "SELECT number, opened_at FROM shifts WHERE terminal=?1 AND employee=?2 AND closed_at=''"
                     " ORDER BY number DESC LIMIT 1"),
          new_shift(file, "INSERT INTO shifts(terminal, employee, opened_at) VALUES(?1,?2,?3)"),
          end_shift(file,
                    "UPDATE shifts SET closed_at=?1, summary=?2 WHERE terminal=?3 AND closed_at='' AND"
                    " employee || '-' || number = ?4"),
          forget_receipts(file, "DELETE FROM receipts WHERE at<?1 AND state NOT IN ('open', 'paid')"),
          forget_waits(file, "DELETE FROM waits WHERE at<?1") {}

    std::string mark_of(std::string_view typed) const {
        const auto phone = Phone::parse(typed);
        if (!phone) return {};
        std::string digest(32, '\0');
        unsigned size = 0;
        HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
             reinterpret_cast<const unsigned char*>(phone->e164().data()), phone->e164().size(),
             reinterpret_cast<unsigned char*>(digest.data()), &size);
        return sha256_hex(digest).substr(0, 32);
    }

    Json note_of(const std::string& terminal, const std::string& receipt) {
        read.text(1, terminal).text(2, receipt);
        if (!read.step()) return nullptr;
        auto note = parsed(read.column(0));
        read.done();
        return note;
    }

    /// An insertion that meets its row would use up a number, and people miss it in the list.
    void put(const std::string& terminal, const Json& note, std::int64_t now) {
        for (auto* each : {&add, &write}) {
            each->text(1, terminal).text(2, note.at("receipt_id").get<std::string>());
            each->text(3, note.at("state").get<std::string>()).text(4, note.at("phone").get<std::string>());
            if (each == &add) each->number(5, now);
            each->text(6, written(note)).step();
        }
    }

    void take(const SeenEvent& seen) {
        const auto now = history_time();
        if (!seen.again) {
            add_wait.text(1, seen.terminal).number(2, now).number(3, seen.waited.count()).step();
        }
        AnsweredEvent answered{parsed(seen.event), parsed(seen.reply), iso_time(now), {}};
        if (!answered.event.is_object() || !answered.reply.is_object()) return;
        if (answered.event.value("event", Json()) == "shift_closed")
            return take_shift(seen.terminal, answered);
        const auto receipt = answered.event.value("receipt_id", Json());
        if (!receipt.is_string()) return;
        if (answered.event.value("by", Json()) == "phone" &&
            answered.event.value("value", Json()).is_string())
            answered.phone_mark = mark_of(answered.event["value"].get<std::string>());
        auto note = noted(note_of(seen.terminal, receipt), answered);
        if (!note.is_null()) put(seen.terminal, note, now);
        const auto original = original_of(answered.event);
        if (original.empty()) return;
        auto sale = noted_return(note_of(seen.terminal, original), answered);
        if (!sale.is_null()) put(seen.terminal, sale, now);
    }

    void take_shift(const std::string& terminal, const AnsweredEvent& answered) {
        const auto shift = answered.event.value("shift", Json());
        if (!shift.is_string() || answered.reply.value("status", Json()) != "ok") return;
        end_shift.text(1, answered.at).text(2, written(answered.reply.value("summary", Json())));
        end_shift.text(3, terminal).text(4, shift.get<std::string>()).step();
    }

    /// `shift`: leaves out what belongs to another one.
    Json list(SqliteFile::Statement& rows, bool with_totals, const std::string& shift = {}) {
        Json listed = Json::array();
        auto totals = empty_totals();
        bool more = false;
        while (rows.step()) {
            auto note = parsed(rows.column(1));
            if (!shift.empty() && note.value("shift", Json()) != shift) continue;
            if (with_totals) add_to_totals(totals, note);
            more = listed.size() >= most_listed;
            if (more && !with_totals) break;
            if (more) continue;
            note.erase("phone");
            note["number"] = std::stoll(rows.column(0));
            listed.push_back(std::move(note));
        }
        rows.done();
        return {{"receipts", listed}, {"more", more}, {"totals", with_totals ? totals : Json()}};
    }

    Json found(const ReceiptQuery& query, std::chrono::minutes utc_offset) {
        if (query.number) return list(by_number.text(1, query.terminal).number(2, *query.number), false);
        if (query.receipt) return list(by_receipt.text(1, query.terminal).text(2, *query.receipt), false);
        if (query.unfinished) return list(open_ones.text(1, query.terminal), false);
        if (query.phone) {
            const auto mark = mark_of(*query.phone);
            return list(by_phone.text(1, query.terminal).text(2, mark.empty() ? "none" : mark), false);
        }
        if (query.shift)
            return list(of_shift.text(1, query.terminal).text(2, *query.shift), true, *query.shift);
        const auto start = day_start(query.day.value_or(day_at(history_time(), utc_offset)), utc_offset);
        return list(of_day.text(1, query.terminal).number(2, start).number(3, start + day_seconds), true);
    }

    Json hours(const std::string& terminal, const std::string& day, std::chrono::minutes utc_offset) {
        const auto start = day_start(day, utc_offset);
        Json out = Json::array();
        for (int hour = 0; hour < 24; ++hour) {
            const auto from = start + std::int64_t{hour} * 3600;
            auto totals = empty_totals();
            of_day.text(1, terminal).number(2, from).number(3, from + 3600);
            while (of_day.step()) add_to_totals(totals, parsed(of_day.column(1)));
            std::vector<std::int64_t> times;
            waits.text(1, terminal).number(2, from).number(3, from + 3600);
            while (waits.step()) times.push_back(std::stoll(waits.column(1)));
            out.push_back({{"hour", hour},
                           {"receipts", totals["sales"]},
                           {"with_card", totals["with_card"]},
                           {"points", totals["points"]},
                           {"earned", totals["earned"]},
                           {"p50_ms", percentile(times, 50)},
                           {"p99_ms", percentile(times, 99)}});
        }
        return {{"day", day}, {"hours", out}};
    }

    Json shift(const std::string& terminal, const std::string& employee, bool open) {
        const auto look = [&]() -> Json {
            open_shift.text(1, terminal).text(2, employee);
            if (!open_shift.step()) return nullptr;
            Json out{{"id", shift_id(employee, open_shift.column(0))}, {"opened_at", open_shift.column(1)}};
            open_shift.done();
            return out;
        };
        auto found_one = look();
        if (!found_one.is_null() || !open) return found_one;
        new_shift.text(1, terminal).text(2, employee).text(3, iso_time(history_time())).step();
        return look();
    }

    /// What is asked of a file that fails is answered with null.
    Json attempt(const std::function<Json()>& work) {
        try {
            return work();
        } catch (const std::exception& failure) {
            std::fprintf(stderr, "tillpointsd: receipts.db: %s\n", failure.what());
            for (auto* each :
                 {&read, &write, &add, &of_day, &of_shift, &by_number, &by_receipt, &by_phone, &open_ones,
                  &add_wait, &waits, &open_shift, &new_shift, &end_shift, &forget_receipts, &forget_waits})
                each->done();
            return nullptr;
        }
    }

    void ask(std::function<Json()> work, Answer answer) {
        thread.give([this, work = std::move(work), answer = std::move(answer)]() mutable {
            auto result = attempt(work);
            post([answer = std::move(answer), result = std::move(result)] { answer(result); });
        });
    }

    Post post;
    std::string key;
    SqliteFile file;
    SqliteFile::Statement read;
    SqliteFile::Statement write;
    SqliteFile::Statement add;
    SqliteFile::Statement of_day;
    SqliteFile::Statement of_shift;
    SqliteFile::Statement by_number;
    SqliteFile::Statement by_receipt;
    SqliteFile::Statement by_phone;
    SqliteFile::Statement open_ones;
    SqliteFile::Statement add_wait;
    SqliteFile::Statement waits;
    SqliteFile::Statement open_shift;
    SqliteFile::Statement new_shift;
    SqliteFile::Statement end_shift;
    SqliteFile::Statement forget_receipts;
    SqliteFile::Statement forget_waits;
    JobThread thread;  ///< last, so that it ends before what it uses
};

ReceiptHistory::ReceiptHistory(const std::string& path, std::string key, Post post)
    : storage_(std::make_unique<Storage>(path, std::move(key), std::move(post))) {}

ReceiptHistory::~ReceiptHistory() = default;

void ReceiptHistory::learn(SeenEvent seen) {
    if (seen.event.size() > largest_noted) return;
    storage_->thread.give([storage = storage_.get(), seen = std::move(seen)] {
        storage->attempt([&] {
            storage->take(seen);
            return Json();
        });
    });
}

void ReceiptHistory::find(ReceiptQuery query, std::chrono::minutes utc_offset, Answer answer) {
    storage_->ask([storage = storage_.get(), query = std::move(query),
                   utc_offset] { return storage->found(query, utc_offset); },
                  std::move(answer));
}

void ReceiptHistory::day(std::string terminal, std::string day, std::chrono::minutes utc_offset,
                         Answer answer) {
    storage_->ask([storage = storage_.get(), terminal = std::move(terminal), day = std::move(day),
                   utc_offset] { return storage->hours(terminal, day, utc_offset); },
                  std::move(answer));
}

void ReceiptHistory::shift(std::string terminal, std::string employee, bool open, Answer answer) {
    storage_->ask([storage = storage_.get(), terminal = std::move(terminal), employee = std::move(employee),
                   open] { return storage->shift(terminal, employee, open); },
                  std::move(answer));
}

void ReceiptHistory::forget_older_than(std::chrono::hours age) {
    constexpr std::int64_t waits_kept = 40 * day_seconds;
    const auto now = history_time();
    const auto seconds = std::chrono::seconds(age).count();
    storage_->thread.give([storage = storage_.get(), now, seconds] {
        storage->attempt([&] {
            storage->forget_receipts.number(1, now - seconds).step();
            storage->forget_waits.number(1, now - waits_kept).step();
            return Json();
        });
    });
}

}  // namespace tillpoints::sidecar
