#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <random>

#include "numbered_batch.hpp"

extern char** environ;

namespace tillpoints::testing {
namespace {

/// A process that commits batches and reports each commit through a pipe.
class Writer {
  public:
    Writer(const Shop& shop, std::int64_t first) {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        std::string words[] = {OUTBOX_WRITER, shop.file(), shop.key_file(), std::to_string(first)};
        char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
        const int failure = ::posix_spawn(&process_, OUTBOX_WRITER, &actions, nullptr, arguments, environ);
        posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
        pipe_ = ends[0];
        if (failure != 0) throw std::runtime_error("the writer does not start");
    }
    ~Writer() {
        kill();
        ::close(pipe_);
    }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// The next batch reported as stored; nothing after the process ended and its reports were read.
    std::optional<std::int64_t> acknowledged() {
        std::int64_t number = 0;
        return ::read(pipe_, &number, sizeof number) == sizeof number ? std::optional(number) : std::nullopt;
    }

    /// The signal that ended the process, or 0 if it exited.
    int kill() {
        if (process_ <= 0) return 0;
        int status = 0;
        ::kill(process_, SIGKILL);
        ::waitpid(process_, &status, 0);
        process_ = -1;
        return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    }

  private:
    pid_t process_ = -1;
    int pipe_ = -1;
};

enum class Found { whole, nothing, half };

Found look_for(Outbox& outbox, std::int64_t number) {
    const Batch batch = numbered_batch(number);
    const auto entries = outbox.entries_of(batch.entries[0].receipt).value();
    const auto journal = outbox.journal_of(batch.entries[0].receipt).value();
    if (entries == batch.entries && journal == batch.journal) return Found::whole;
    return entries.empty() && journal.empty() ? Found::nothing : Found::half;
}

}  // namespace

TEST_CASE(
    "after 300 kills during commits every acknowledged batch is complete, no batch is partial, and the next "
    "owner gets the lock") {
    const Shop shop(Place::memory);
    std::mt19937 chance(20260131);
    std::int64_t next = 1;
    std::int64_t told = 0;
    for (int kills = 0; kills < 300; ++kills) {
        std::int64_t last = next - 1;
        {
            Writer writer(shop, next);
            for (auto patience = chance() % 12; patience > 0; --patience)
                last = writer.acknowledged().value();
            REQUIRE(writer.kill() == SIGKILL);
            while (const auto heard = writer.acknowledged()) last = *heard;
        }
        told += last - (next - 1);
        const auto outbox = shop.open();
        for (; next <= last; ++next) REQUIRE(look_for(*outbox, next) == Found::whole);
        const auto under_way = look_for(*outbox, next);
        REQUIRE(under_way != Found::half);
        if (under_way == Found::whole) ++next;
        REQUIRE(look_for(*outbox, next) == Found::nothing);
        if (next > 1) REQUIRE(outbox->value("last").value() == std::to_string(next - 1));
    }
    CHECK(told > 300);
    const auto outbox = shop.open();
    CHECK(all_entries(*outbox).size() == static_cast<std::size_t>(3 * (next - 1)));
    CHECK(outbox->counts().value().quarantined == 0);
    WARN("kills 300, batches acknowledged " << told << ", lost 0, halves 0");
}

TEST_CASE("a second process is refused while the owner lives and gets the database when it is killed") {
    const Shop shop(Place::memory);
    Writer writer(shop, 1);
    REQUIRE(writer.acknowledged().has_value());
    const auto refused = shop.try_open();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == Errc::storage_busy);

    auto looking_on = shop.options();
    looking_on.read_only = true;
    CHECK_FALSE(all_entries(*Outbox::open(looking_on).value()).empty());

    REQUIRE(writer.kill() == SIGKILL);
    CHECK(shop.try_open().has_value());
}

}  // namespace tillpoints::testing
