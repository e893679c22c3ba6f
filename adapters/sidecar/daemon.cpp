#include "adapters/sidecar/daemon.hpp"

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <cstdio>
#include <filesystem>

#include "adapters/sidecar/answers.hpp"
#include "adapters/sidecar/api.hpp"
#include "adapters/sidecar/certificate.hpp"
#include "adapters/sidecar/digest.hpp"
#include "adapters/sidecar/enrolment.hpp"
#include "adapters/sidecar/exit_code.hpp"
#include "adapters/sidecar/fleet.hpp"
#include "adapters/sidecar/listeners.hpp"
#include "adapters/sidecar/load_settings.hpp"
#include "adapters/sidecar/page_api.hpp"
#include "adapters/sidecar/private_file.hpp"
#include "adapters/sidecar/service_manager.hpp"
#include "adapters/sidecar/tokens.hpp"

namespace tillpoints::sidecar {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

/// How long an ordered end waits for answers that were promised.
constexpr std::chrono::seconds longest_end{20};
constexpr std::chrono::seconds status_interval{2};    ///< of a terminal that a page follows
constexpr std::chrono::seconds metrics_interval{15};  ///< of every terminal
constexpr std::chrono::seconds sync_interval{1};
constexpr std::chrono::seconds forget_interval{60};

void say(const std::string& line) {
    std::fprintf(stderr, "tillpointsd: %s\n", line.c_str());
}

/// Two hundred threads with an arena each would keep memory that none of them uses.
void prepare_process() {
    static_cast<void>(std::signal(SIGXFSZ, SIG_IGN));
    static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
    ::mallopt(M_ARENA_MAX, 4);
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::optional<std::int64_t> free_bytes(const std::string& directory) {
    std::error_code failure;
    const auto space = std::filesystem::space(directory, failure);
    if (failure) return {};
    return static_cast<std::int64_t>(space.available);
}

std::int64_t unix_time() {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

/// The secret of the history's digests of phones; made once.
std::string history_key(const Settings& settings) {
    const auto file = settings.state_directory + "/receipts.key";
    if (auto key = read_file(file); key && !key->empty()) return *key;
    auto key = random_hex(32);
    write_private(file, key);
    return key;
}

/// Everything of one running daemon, on one thread.
class Daemon {
  public:
    Daemon(std::string config_file, Settings settings)
        : config_file_(std::move(config_file)),
          settings_(std::move(settings)),
          post_([this](std::function<void()> work) { asio::post(io_, std::move(work)); }),
          library_(settings_.library),
          streams_(settings_.heartbeat, settings_.limits.streams),
          store_(settings_.state_directory + "/answers.db", post_),
          events_(io_, store_, streams_, metrics_, settings_.limits.events_in_flight),
          fleet_(library_, post_, random_hex(4)),
          history_(settings_.state_directory + "/receipts.db", history_key(settings_), post_),
          pages_({[this]() -> const Terminals& { return fleet_.terminals(); },
                  [this]() -> const Settings& { return settings_; }, [this] { return facts(); }},
                 history_, library_, post_, settings_),
          api_({[this]() -> const Terminals& { return fleet_.terminals(); },
                [this](const std::string& code) { return enrol(code); }, [this] { return metrics_page(); },
                [this](auto pause, auto then) { later(pause, std::move(then)); }},
               events_, streams_, metrics_, pages_, settings_.limits),
          signals_(io_, SIGTERM, SIGINT, SIGHUP),
          ticker_(io_),
          end_timer_(io_) {}

    int run() {
        std::string problems;
        if (!take_plugin_files(settings_, library_, config_file_, problems)) {
            say("the configuration is wrong\n" + problems);
            return exit_wrong_configuration;
        }
        listeners_.open(io_, settings_, manager_.sockets(), api_);
        fleet_.on_change = [this](const Terminal& terminal) { told(terminal); };
        fleet_.apply(settings_);
        wait_for_signal();
        fleet_.when_started([this] { ready(); });
        tick();
        while (!serve_until_stopped()) {
        }
        return exit_ok;
    }

  private:
    /// A request that fails in an unforeseen way, for want of memory or by a defect, must not end the other
    /// terminals: its connection ends without an answer, and its client retries. True at the end.
    bool serve_until_stopped() {
        try {
            io_.run();
            return true;
        } catch (const std::exception& failure) {
            say(std::string("a request was given up: ") + failure.what());
            return false;
        }
    }

    void ready() {
        if (ending_) return;
        listeners_.announce(settings_.state_directory);
        manager_.notify("READY=1\nSTATUS=" + std::to_string(fleet_.terminals().size()) + " terminals");
        say("ready, " + std::to_string(fleet_.terminals().size()) + " terminals, " + listeners_.text() +
            ", library " + library_.version());
    }

    void told(const Terminal& terminal) {
        if (terminal.state() == Terminal::State::failed)
            say(terminal.name() + " does not start: " + terminal.problem());
        if (terminal.state() == Terminal::State::stopped) streams_.end(&terminal);
    }

    void wait_for_signal() {
        signals_.async_wait([this](boost::system::error_code error, int number) {
            if (error) return;
            if (number == SIGHUP) {
                reload();
                wait_for_signal();
            } else {
                end();
            }
        });
    }

    /// Added terminals start, removed ones stop, changed ones do both; tokens are read again. What is taken
    /// is answered meanwhile.
    void reload() {
        const auto now =
            std::chrono::duration_cast<std::chrono::microseconds>(Clock::now().time_since_epoch());
        manager_.notify("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(now.count()));
        std::string problems;
        auto read = load_settings(config_file_, problems);
        if (read && !take_plugin_files(*read, library_, config_file_, problems)) read.reset();
        if (!read) {
            say("the configuration was not taken, the daemon goes on with the earlier one\n" + problems);
        } else {
            if (!listeners_.same_as(*read) || read->state_directory != settings_.state_directory ||
                read->library != settings_.library)
                say("`listen`, `hosts`, `library` and `state_directory` are taken at the next start only");
            read->listen = settings_.listen;
            read->hosts = settings_.hosts;
            read->library = settings_.library;
            read->state_directory = settings_.state_directory;
            settings_ = std::move(*read);
            fleet_.apply(settings_);
            read_staff();
            say("configuration taken, " + std::to_string(fleet_.terminals().size()) + " terminals");
        }
        fleet_.when_started([this] { manager_.notify("READY=1"); });
    }

    void read_staff() {
        try {
            pages_.reload(settings_);
        } catch (const std::exception& failure) {
            say(std::string("who may sign in stays as it was: ") + failure.what());
        }
    }

    /// What the panel shows of the daemon itself.
    Json facts() {
        Json certificate;
        const auto file = settings_.state_directory + "/tls/cert.pem";
        if (std::filesystem::exists(file))
            certificate = {{"fingerprint", fingerprint_for_people(fingerprint_of(file))},
                           {"expires", expiry_of(file)}};
        std::error_code unknown;
        const auto space = std::filesystem::space(settings_.state_directory, unknown);
        return {{"daemon",
                 {{"version", TILLPOINTS_VERSION},
                  {"library", library_.version()},
                  {"started", static_cast<std::int64_t>(started_)},
                  {"now", unix_time()},
                  {"listening", listeners_.text()},
                  {"connections", listeners_.connections()},
                  {"free_bytes", unknown ? Json() : Json(space.available)},
                  {"certificate", certificate}}}};
    }

    void later(std::chrono::milliseconds pause, std::function<void()> then) {
        const auto timer = std::make_shared<asio::steady_timer>(io_, pause);
        timer->async_wait([timer, then = std::move(then)](boost::system::error_code) { then(); });
    }

    HttpAnswer enrol(const std::string& typed) {
        try {
            auto codes = load_codes(settings_);
            const auto terminal = redeem(codes, typed, unix_time());
            save_codes(settings_, codes);
            if (!terminal)
                return error_answer(403, "wrong_code",
                                    "This code is wrong, used or expired. Make a new one: tillpointsd enrol "
                                    "TERMINAL.");
            const auto token = make_token(settings_, *terminal);
            if (!settings_.terminals.contains(*terminal)) mark_enrolled(settings_, *terminal);
            fleet_.apply(settings_);
            return json_answer(201, Json{{"terminal", *terminal}, {"token", token}}.dump());
        } catch (const std::exception& failure) {
            say(std::string("enrolment: ") + failure.what());
            return error_answer(503, "not_stored", "The daemon cannot store the token. Look at its log.");
        }
    }

    std::string metrics_page() {
        std::vector<TerminalGauge> gauges;
        for (const auto& [name, terminal] : fleet_.terminals())
            gauges.push_back({name, terminal->state() == Terminal::State::running, terminal->last_status()});
        return metrics_text(metrics_, gauges,
                            {listeners_.connections(), streams_.size(), events_.waiting(), started_,
                             free_bytes(settings_.state_directory)});
    }

    void tick() {
        ticker_.expires_after(tick_pause());
        ticker_.async_wait([this](boost::system::error_code error) {
            if (!error) tick();
        });
        const auto now = Clock::now();
        if (!ending_) look_after(now);
        if (const auto interval = manager_.watchdog_interval();
            interval && due(next_watchdog_, *interval, now))
            manager_.notify("WATCHDOG=1");
    }

    static bool due(Clock::time_point& next, std::chrono::milliseconds interval, Clock::time_point now) {
        if (now < next) return false;
        next = now + interval;
        return true;
    }

    void look_after(Clock::time_point now) {
        streams_.tick(now);
        if (due(next_status_, status_interval, now))
            for (const auto& terminal : streams_.followed()) follow(terminal);
        if (due(next_metrics_, metrics_interval, now))
            for (const auto& [name, terminal] : fleet_.terminals()) terminal->ask_status([](const auto&) {});
        if (due(next_sync_, sync_interval, now)) store_.sync();
        if (due(next_forget_, forget_interval, now)) forget_old();
        fleet_.retry_failed(now);
    }

    void forget_old() {
        store_.forget_older_than(std::chrono::seconds(settings_.keep_answers));
        history_.forget_older_than(settings_.pages.keep);
    }

    std::chrono::milliseconds tick_pause() const {
        constexpr std::chrono::milliseconds usual{500};
        return manager_.watchdog_interval() ? std::min(usual, *manager_.watchdog_interval()) : usual;
    }

    void follow(const std::shared_ptr<Terminal>& terminal) {
        terminal->ask_status([this, terminal](const std::string& status) {
            if (terminal->journal.add_status(status)) streams_.notify(*terminal);
        });
    }

    /// Takes nothing more, answers what was taken, closes the databases, and ends.
    void end() {
        if (std::exchange(ending_, true)) return;
        manager_.notify("STOPPING=1");
        say("ending");
        api_.end();
        listeners_.drain();
        streams_.end(nullptr);
        const auto latest = Clock::now() + longest_end;
        wait_for_answers(latest);
    }

    void wait_for_answers(Clock::time_point latest) {
        if (events_.waiting() > 0 && Clock::now() < latest) {
            end_timer_.expires_after(std::chrono::milliseconds(20));
            return end_timer_.async_wait(
                [this, latest](boost::system::error_code) { wait_for_answers(latest); });
        }
        fleet_.stop_all([this] {
            // What was answered last is still on its way to its client.
            end_timer_.expires_after(std::chrono::milliseconds(100));
            end_timer_.async_wait([this](boost::system::error_code) { io_.stop(); });
        });
    }

    std::string config_file_;
    Settings settings_;
    asio::io_context io_{1};
    /// While terminals close their databases nothing else may be left to do.
    asio::executor_work_guard<asio::io_context::executor_type> work_ = asio::make_work_guard(io_);
    Post post_;
    ServiceManager manager_;
    PluginLibrary library_;
    Metrics metrics_;
    Streams streams_;
    AnswerStore store_;
    EventHandler events_;
    Fleet fleet_;
    ReceiptHistory history_;
    PageApi pages_;
    Api api_;
    Listeners listeners_;
    asio::signal_set signals_;
    asio::steady_timer ticker_;
    asio::steady_timer end_timer_;
    const double started_ = static_cast<double>(unix_time());
    bool ending_ = false;
    Clock::time_point next_status_;
    Clock::time_point next_metrics_;
    Clock::time_point next_sync_;
    Clock::time_point next_forget_;
    Clock::time_point next_watchdog_;
};

}  // namespace

int serve(const std::string& config_file, Settings settings) {
    prepare_process();
    namespace fs = std::filesystem;
    try {
        if (fs::create_directories(settings.state_directory))
            fs::permissions(settings.state_directory, fs::perms::owner_all);
        Daemon daemon(config_file, std::move(settings));
        return daemon.run();
    } catch (const LibraryFailure& failure) {
        say(failure.what());
        return exit_library;
    } catch (const std::exception& failure) {
        say(failure.what());
        return exit_unavailable;
    }
}

}  // namespace tillpoints::sidecar
