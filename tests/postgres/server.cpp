#include "postgres/server.hpp"

#include <fcntl.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace tillpoints::test {
namespace {

namespace fs = std::filesystem;

constexpr auto superuser = "books";

/// Debian keeps a folder for each version and puts none of them into PATH.
std::string find_binaries() {
    std::string newest;
    for (const auto* root : {"/usr/lib/postgresql", "/usr/local/pgsql"})
        if (fs::exists(root))
            for (const auto& entry :
                 fs::recursive_directory_iterator(root, fs::directory_options::skip_permission_denied))
                if (entry.path().filename() == "initdb")
                    newest = std::max(newest, entry.path().parent_path().string());
    if (newest.empty())
        throw std::runtime_error("no initdb in /usr/lib/postgresql; install the package postgresql");
    return newest;
}

/// PostgreSQL refuses to run as root.
const passwd* other_user() {
    if (getuid() != 0) return nullptr;
    for (const auto* name : {"postgres", "nobody"})
        if (const auto* user = getpwnam(name)) return user;
    throw std::runtime_error("root may not run PostgreSQL, and there is no user postgres");
}

pid_t start_program(std::vector<std::string> arguments, const std::string& log,
                    std::optional<std::uint64_t> most_file_bytes = {}) {
    const auto* user = other_user();
    std::vector<char*> argv;
    for (auto& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    const auto parent = getpid();
    const pid_t pid = fork();
    if (pid < 0) throw std::runtime_error("fork");
    if (pid > 0) return pid;
    const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    if (user && (setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) _exit(126);
    if (most_file_bytes) {
        const rlimit limit{*most_file_bytes, RLIM_INFINITY};
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(126);
    }
    prctl(PR_SET_PDEATHSIG, SIGQUIT);
    if (getppid() != parent || chdir("/") != 0) _exit(126);
    execv(argv[0], argv.data());
    _exit(127);
}

void wait_for(pid_t pid, int& status) {
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
}

/// Its parent and whether it still runs, of a process of this machine.
struct ProcessState {
    pid_t parent = -1;
    bool runs = false;
};

ProcessState state_of(pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto behind_name = text.rfind(')');
    if (behind_name == text.npos) return {};
    std::istringstream rest(text.substr(behind_name + 1));
    char letter = 'Z';
    ProcessState state;
    rest >> letter >> state.parent;
    state.runs = letter != 'Z' && letter != 'X';
    return state;
}

std::vector<pid_t> children_of(pid_t parent) {
    std::vector<pid_t> found;
    for (const auto& entry : fs::directory_iterator("/proc")) {
        const auto pid = static_cast<pid_t>(std::strtol(entry.path().filename().c_str(), nullptr, 10));
        if (pid > 0 && state_of(pid).parent == parent) found.push_back(pid);
    }
    return found;
}

struct Finish {
    void operator()(PGconn* session) const { PQfinish(session); }
};
using Session = std::unique_ptr<PGconn, Finish>;

}  // namespace

PostgresServer::PostgresServer(const PostgresServer& primary, PostgresOptions options)
    : options_(std::move(options)), binaries_(find_binaries()) {
    make_folder();
    int status = 0;
    wait_for(start_program({binaries_ + "/pg_basebackup", "-D", folder_ + "/data", "-X", "stream", "-R",
                            "--checkpoint=fast", "--no-sync", "-d", primary.connection_string()},
                           folder_ + "/log"),
             status);
    if (status != 0) throw std::runtime_error("pg_basebackup failed: " + log());
    start();
}

void PostgresServer::make_folder() {
    char pattern[] = "/tmp/tillpoints-pg-XXXXXX";
    folder_ = mkdtemp(pattern);
    std::ofstream(folder_ + "/password") << password << "\n";
    if (const auto* user = other_user())
        for (const auto& path : {folder_, folder_ + "/password"})
            if (chown(path.c_str(), user->pw_uid, user->pw_gid) != 0)
                throw std::runtime_error("chown " + path);
}

PostgresServer::PostgresServer(PostgresOptions options)
    : options_(std::move(options)), binaries_(find_binaries()) {
    make_folder();
    std::vector<std::string> command{binaries_ + "/initdb",
                                     "-D",
                                     folder_ + "/data",
                                     "-U",
                                     superuser,
                                     "--auth=scram-sha-256",
                                     "--pwfile=" + folder_ + "/password",
                                     "--encoding=UTF8",
                                     "--locale=C.UTF-8",
                                     "--no-sync"};
    command.insert(command.end(), options_.initdb.begin(), options_.initdb.end());
    int status = 0;
    wait_for(start_program(command, folder_ + "/log"), status);
    if (status != 0) throw std::runtime_error("initdb failed: " + log());
    start();
}

PostgresServer::~PostgresServer() {
    if (pid_ > 0) crash();
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

void PostgresServer::start() {
    std::vector<std::string> command{binaries_ + "/postgres", "-D", folder_ + "/data", "-k", folder_};
    std::vector<std::string> settings{"listen_addresses=", "fsync=on", "synchronous_commit=on",
                                      "shared_buffers=64MB", "max_connections=40",
                                      // After a crash one call instead of one for each of thousands of files.
                                      "recovery_init_sync_method=syncfs"};
    settings.insert(settings.end(), options_.settings.begin(), options_.settings.end());
    for (const auto& setting : settings) command.insert(command.end(), {"-c", setting});
    pid_ = start_program(command, folder_ + "/log", options_.most_file_bytes);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (PQping(connection_string().c_str()) != PQPING_OK) {
        int status = 0;
        if (waitpid(pid_, &status, WNOHANG) == pid_) pid_ = -1;
        if (pid_ < 0 || std::chrono::steady_clock::now() > deadline)
            throw std::runtime_error("PostgreSQL did not start: " + log());
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

void PostgresServer::crash() {
    int status = 0;
    ::kill(pid_, SIGQUIT);  // "immediate": the next start recovers from the log
    wait_for(pid_, status);
    pid_ = -1;
}

void PostgresServer::kill() {
    // The children outlive their parent for a moment, and a server does not start while they hold its memory.
    const auto children = children_of(pid_);
    int status = 0;
    ::kill(pid_, SIGKILL);
    wait_for(pid_, status);
    pid_ = -1;
    for (const auto child : children) ::kill(child, SIGKILL);
    for (const auto child : children)
        while (state_of(child).runs) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

void PostgresServer::promote() const {
    if (run("SELECT pg_promote()") != "t") throw std::runtime_error("the standby was not promoted: " + log());
}

PostgresServer::Silence::Silence(const PostgresServer& server) : pid_(server.pid_) {
    ::kill(pid_, SIGSTOP);
}

PostgresServer::Silence::~Silence() {
    ::kill(pid_, SIGCONT);
}

std::string PostgresServer::connection_string() const {
    return "host=" + folder_ + " user=" + superuser + " password=" + password + " dbname=postgres";
}

std::string PostgresServer::new_database() {
    const auto name = "books" + std::to_string(++databases_);
    run("CREATE SCHEMA " + name);
    return connection_string() + " options='-c search_path=" + name + "' application_name=" + name;
}

std::string PostgresServer::run(const std::string& sql) const {
    const Session session(PQconnectdb(connection_string().c_str()));
    const std::unique_ptr<PGresult, decltype(&PQclear)> rows(PQexec(session.get(), sql.c_str()), &PQclear);
    const auto status = PQresultStatus(rows.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        throw std::runtime_error(sql + ": " + PQerrorMessage(session.get()));
    return PQntuples(rows.get()) > 0 ? PQgetvalue(rows.get(), 0, 0) : "";
}

std::string PostgresServer::log() const {
    std::ifstream in(folder_ + "/log");
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

PostgresServer& postgres() {
    static PostgresServer server;
    return server;
}

}  // namespace tillpoints::test
