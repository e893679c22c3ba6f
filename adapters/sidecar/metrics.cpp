#include "adapters/sidecar/metrics.hpp"

#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace tillpoints::sidecar {
namespace {

using Json = nlohmann::json;

/// Bytes of this process in memory.
std::uint64_t resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::uint64_t total = 0;
    std::uint64_t resident = 0;
    statm >> total >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

class Text {
  public:
    void head(const char* name, const char* type, const char* help) {
        out_ << "# HELP " << name << ' ' << help << "\n# TYPE " << name << ' ' << type << '\n';
    }
    template <class Value>
    void value(const std::string& name, Value value) {
        out_ << name << ' ' << value << '\n';
    }
    std::string text() const { return out_.str(); }

  private:
    std::ostringstream out_;
};

/// Values are names of terminals and words of the protocol; anything else is left out of the label.
std::string label(const std::string& name, const std::string& value) {
    std::string clean;
    for (const char c : value)
        if (c >= ' ' && c != '"' && c != '\\') clean += c;
    return name + "=\"" + clean + "\"";
}

void queue_of(Text& out, const TerminalGauge& terminal) {
    const auto status = Json::parse(terminal.status, nullptr, false);
    if (!status.is_object() || !status.contains("queue") || !status["queue"].is_object()) return;
    for (const auto* state : {"pending", "settling", "parked"})
        if (const auto found = status["queue"].find(state);
            found != status["queue"].end() && found->is_number())
            out.value(
                "tillpointsd_queue{" + label("terminal", terminal.name) + "," + label("state", state) + "}",
                found->get<std::int64_t>());
}

void link_of(Text& out, const TerminalGauge& terminal) {
    const auto status = Json::parse(terminal.status, nullptr, false);
    if (!status.is_object() || !status.contains("link") || !status["link"].is_object()) return;
    out.value("tillpointsd_link_up{" + label("terminal", terminal.name) + "}",
              status["link"].value("state", "") == "online" ? 1 : 0);
}

void waiting_times(Text& out, const Metrics& metrics) {
    out.head("tillpointsd_event_seconds", "histogram", "From the arrival of an event to its answer.");
    for (std::size_t i = 0; i < Metrics::bounds.size(); ++i) {
        std::ostringstream bound;
        bound << Metrics::bounds[i];
        out.value("tillpointsd_event_seconds_bucket{" + label("le", bound.str()) + "}", metrics.classes[i]);
    }
    out.value("tillpointsd_event_seconds_bucket{le=\"+Inf\"}", metrics.waits);
    out.value("tillpointsd_event_seconds_sum", metrics.waited_seconds);
    out.value("tillpointsd_event_seconds_count", metrics.waits);
}

}  // namespace

void Metrics::answered(const std::string& terminal, const std::string& status,
                       std::chrono::microseconds waited) {
    ++events[terminal][status];
    const double seconds = std::chrono::duration<double>(waited).count();
    ++waits;
    waited_seconds += seconds;
    for (std::size_t i = 0; i < bounds.size(); ++i)
        if (seconds <= bounds[i]) ++classes[i];
}

std::string metrics_text(const Metrics& metrics, const std::vector<TerminalGauge>& terminals,
                         const DaemonGauges& gauges) {
    Text out;
    out.head("tillpointsd_events_total", "counter", "Events answered by the library, by the reply's status.");
    for (const auto& [terminal, statuses] : metrics.events)
        for (const auto& [status, count] : statuses)
            out.value("tillpointsd_events_total{" + label("terminal", terminal) + "," +
                          label("status", status) + "}",
                      count);
    out.head("tillpointsd_refused_total", "counter", "Requests refused, by the error's code.");
    for (const auto& [reason, count] : metrics.refusals)
        out.value("tillpointsd_refused_total{" + label("code", reason) + "}", count);
    waiting_times(out, metrics);
    out.head("tillpointsd_replayed_total", "counter", "Answers given again to a retry with the same key.");
    out.value("tillpointsd_replayed_total", metrics.replayed);
    out.head("tillpointsd_answers_not_stored_total", "counter",
             "Answers with a key that the disk did not take in time.");
    out.value("tillpointsd_answers_not_stored_total", metrics.not_stored);
    out.head("tillpointsd_terminal_up", "gauge", "1 if the terminal's instance of the library runs.");
    for (const auto& terminal : terminals)
        out.value("tillpointsd_terminal_up{" + label("terminal", terminal.name) + "}",
                  terminal.running ? 1 : 0);
    out.head("tillpointsd_queue", "gauge", "Outbox entries of a terminal that are not final.");
    for (const auto& terminal : terminals) queue_of(out, terminal);
    out.head("tillpointsd_link_up", "gauge", "1 if the terminal reaches the loyalty cloud.");
    for (const auto& terminal : terminals) link_of(out, terminal);
    out.head("tillpointsd_disk_free_bytes", "gauge", "Free space where the terminals' data are.");
    if (gauges.disk_free_bytes) out.value("tillpointsd_disk_free_bytes", *gauges.disk_free_bytes);
    out.head("tillpointsd_connections", "gauge", "Open connections.");
    out.value("tillpointsd_connections", gauges.connections);
    out.head("tillpointsd_streams", "gauge", "Pages that follow a terminal.");
    out.value("tillpointsd_streams", gauges.streams);
    out.head("tillpointsd_events_in_flight", "gauge", "Events that wait for the library.");
    out.value("tillpointsd_events_in_flight", gauges.events_in_flight);
    out.head("process_resident_memory_bytes", "gauge", "Resident memory.");
    out.value("process_resident_memory_bytes", resident_bytes());
    out.head("process_start_time_seconds", "gauge", "Start of the daemon, Unix time.");
    out.value("process_start_time_seconds", std::to_string(gauges.started));
    return out.text();
}

}  // namespace tillpoints::sidecar
