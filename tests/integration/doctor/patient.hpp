#pragma once
#include <scripted_server.hpp>
#include <stdexcept>

#include "../plugin/technician.hpp"

namespace tillpoints::test {

/// An installation that `tillpoints doctor` is run on.
class Patient {
  public:
    explicit Patient(Json config) : config_(std::move(config)) {}

    Json config() const { return config_; }
    std::string file() const { return folder_ / "config.json"; }
    std::string operator/(const std::string& name) const { return folder_ / name; }

    /// Runs doctor; `before` goes in front of it in the shell, `more` behind it.
    Json examined(const std::string& before = "", const std::string& more = "") const;
    int code() const { return code_; }
    /// Runs setup with answers that mean this configuration.
    Outcome set_up(const std::string& before = "") const;

    /// The code of the first cause; "" if all is right.
    std::string first(const std::string& before = "") const {
        const auto report = examined(before);
        return report.at("first").is_null() ? "" : report.at("first").at("code").get<std::string>();
    }

    /// The codes of one area.
    std::vector<std::string> codes_of(const std::string& area) const;

  private:
    Outcome run(const std::string& before, const std::string& words) const;

    Folder folder_;
    Json config_;
    mutable int code_ = -1;
};

/// A server with a certificate of its own authority, that answers one request.
class SmallCloud {
  public:
    explicit SmallCloud(const CertificateRequest& request = {})
        : authority_(make_authority("small authority")),
          authority_file_(authority_.pem()),
          tls_{issue(authority_, request)},
          server_(&tls_) {}

    ScriptedServer& server() { return server_; }

    /// The answer to the next connection; its Date is off by `clock`.
    void answers(int status, const std::string& body, std::chrono::seconds clock = {});

    const std::string& authority_file() const { return authority_file_.path(); }

  private:
    Identity authority_;
    TemporaryFile authority_file_;
    ScriptedServer::Tls tls_;
    ScriptedServer server_;
};

/// A configuration whose files are in a folder: data directory "data", key "api.key".
Json small_config(const std::string& base_url, const std::string& folder, const std::string& ca_file);

/// An installation whose register ran once and ended.
struct Stopped {
    Stopped() {
        shop.sell_to_phone("+79990000001");
        shop.stop_plugin();
    }
    std::string database() const { return shop.data_directory() + "/tillpoints.db"; }
    Json config() const { return shop.cloud.config(shop.data_directory(), Json::object()); }
    std::string first() const { return Patient(config()).first(); }
    Shop shop;
};

void write_at(const std::string& file, std::streamoff place, const std::string& bytes);

/// Settings as a cloud answers them.
inline const std::string small_settings =
    R"({"id":42,"name":"Shop","currency":"RUB","loyaltyProgramSettings":)"
    R"({"baseMembershipTier":{"rate":5},"maxScoresDiscount":50}})";

}  // namespace tillpoints::test
