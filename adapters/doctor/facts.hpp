#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What is the case at an installation, as values. Gathered by the shell (gather_*.cpp), judged by
/// `findings`.
namespace tillpoints::doctor {

/// One place of the configuration that is wrong, as the library says it.
struct WrongSetting {
    std::string where;
    std::string expected;
    std::string found;
};

struct Configuration {
    std::string file;
    std::string unreadable;  ///< why the file cannot be read; empty: it can
    std::vector<WrongSetting> wrong;
    bool known = false;  ///< the members below are filled in
    bool enabled = true;
    std::string data_directory;
    std::string currency;
    std::string base_url;
    std::string company_id;
    std::string key_file;  ///< empty: the host supplies the key
    std::string ca_file;   ///< empty: the system's authorities
};

/// A file or directory of the installation.
struct FileFacts {
    enum class Kind { missing, regular, directory, other };
    std::string path;
    Kind kind = Kind::missing;
    std::string error;  ///< why it could not be looked at
    unsigned mode = 0;  ///< permission bits
    unsigned owner = 0;
    std::string owner_name;
};

struct Files {
    FileFacts configuration;
    std::optional<FileFacts> key;
    std::string key_problem;  ///< why the key's text cannot be used; empty: it can, or there is no file
    std::optional<FileFacts> authorities;
    std::string authorities_problem;
    FileFacts data_directory;
    bool data_directory_writable = false;  ///< for this process
    bool parent_writable = false;
    std::vector<FileFacts> data;  ///< what lies in the data directory
};

struct Disk {
    bool known = false;
    std::int64_t free_bytes = 0;
    std::int64_t free_files = -1;  ///< -1: the file system does not count them
    std::string refused;  ///< why a small file could not be written; empty: it could, or none was tried
    std::optional<std::int64_t> sync_us;
};

struct Certificate {
    std::string subject;
    std::string issuer;
    std::string names;            ///< what it is valid for
    std::int64_t not_before = 0;  ///< seconds since 1970
    std::int64_t not_after = 0;
    std::string fingerprint;  ///< SHA-256, hexadecimal
    std::string pem;
    bool authority = false;
};

/// Why the chain is not believed, in the order in which a person should be told.
enum class Distrust { none, unknown_authority, not_yet_valid, expired, wrong_name, no_pin, other };

struct Network {
    bool asked = false;
    std::string host;
    std::string port;
    bool tls = true;

    std::vector<std::string> addresses;
    std::string lookup_error;

    std::string connected_to;  ///< the address; empty: no connection
    std::string connect_error;
    bool refused = false;  ///< the port is closed
    std::int64_t connect_ms = 0;

    bool handshake = false;
    bool not_tls = false;  ///< what answers does not speak TLS
    std::string handshake_error;
    std::string protocol;
    std::vector<Certificate> chain;
    Distrust distrust = Distrust::none;
    std::string distrust_detail;

    bool answered = false;
    std::string answer_error;
    int status = 0;
    bool authenticated = false;              ///< the key was sent
    std::optional<std::int64_t> cloud_time;  ///< seconds since 1970, when the answer came
    std::int64_t local_time = 0;             ///< this machine's at that moment
    std::int64_t answer_ms = 0;

    bool settings = false;  ///< the answer is the company's settings
    std::string error_code;
    std::string company_name;
    std::string currency;
    std::string base_rate;    ///< of the programme's base tier: "5 %"
    std::string most_points;  ///< of a receipt: "50 %"
};

struct Database {
    bool known = false;
    bool started = false;
    std::optional<int> layout;
    int newest_layout = 0;
    std::string owner;  ///< the process that owns it now; empty: none
    std::string problem_code;
    std::string problem;
    std::vector<std::string> damage;
};

struct Queue {
    bool known = false;
    std::int64_t pending = 0;
    std::int64_t settling = 0;
    std::int64_t parked = 0;
    std::int64_t quarantined = 0;
    std::int64_t loss = 0;  ///< of what is parked, minor units
    std::optional<std::int64_t> oldest_age_s;
};

struct Machine {
    std::string tool_version;
    std::string library_version;
    std::string library_error;     ///< why the library cannot be used; empty: it can
    std::int64_t descriptors = 0;  ///< how many files a process may open
    std::int64_t free_memory = 0;  ///< bytes
    unsigned user = 0;
    std::string user_name;
};

/// The program that loads the library with this configuration, as its database tells.
struct RegisterHost {
    bool known = false;
    std::optional<std::int64_t> since;         ///< when the process that owns the database began
    std::optional<std::int64_t> last_write;    ///< of the database
    std::optional<std::int64_t> last_receipt;  ///< the newest entry
};

struct DaemonTerminal {
    std::string name;
    bool enrolled = false;     ///< it has a token
    std::optional<bool> runs;  ///< as the daemon says
};

/// tillpointsd, where its configuration exists or was asked for.
struct Daemon {
    bool named = false;
    std::string file;
    std::string unreadable;  ///< why its configuration cannot be read; empty: it can
    std::string program;     ///< empty: it is not installed
    std::string wrong;       ///< what `tillpointsd check` found first
    std::string state_directory;
    std::vector<std::string> data_directories;  ///< of the terminals
    bool state_closed = false;                  ///< this user may not look into it
    std::string user;                           ///< who the daemon runs as
    std::vector<FileFacts> strangers;           ///< files of its state that belong to somebody else
    bool ran = false;                           ///< it has run before
    std::string unit;                           ///< what systemd says of it; empty: not asked
    std::string place;                          ///< the socket that was asked
    bool by_name = false;                       ///< a socket takes names instead of tokens
    bool answers = false;
    bool forbidden = false;  ///< this user may not open the socket
    std::string silence;     ///< why there was no answer
    std::optional<Certificate> certificate;
    std::int64_t now = 0;
    std::vector<DaemonTerminal> terminals;
};

struct Facts {
    Machine machine;
    Configuration configuration;
    Files files;
    Disk disk;
    Network network;
    Database database;
    RegisterHost host;
    Daemon daemon;
    Queue queue;
};

}  // namespace tillpoints::doctor
