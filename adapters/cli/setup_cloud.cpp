#include "adapters/cli/setup_cloud.hpp"

#include <unistd.h>

#include <algorithm>

#include "adapters/cli/doctor.hpp"
#include "adapters/cli/input.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/doctor/judge.hpp"

namespace tillpoints::cli {
namespace {

using doctor::Distrust;
using doctor::Network;

/// A file of authorities for one question, removed afterwards.
class TrustedForNow {
  public:
    explicit TrustedForNow(const std::string& pem) {
        if (pem.empty()) return;
        path_ = "/tmp/tillpoints-ca-XXXXXX";
        const int file = ::mkstemp(path_.data());
        if (file < 0) throw BadInput(say(Text::cannot_write, {path_, "mkstemp"}));
        const bool written = ::write(file, pem.data(), pem.size()) == static_cast<ssize_t>(pem.size());
        ::close(file);
        if (!written) throw BadInput(say(Text::cannot_write, {path_, "write"}));
    }
    ~TrustedForNow() {
        if (!path_.empty()) ::unlink(path_.c_str());
    }
    TrustedForNow(const TrustedForNow&) = delete;
    TrustedForNow& operator=(const TrustedForNow&) = delete;
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

Network asked(const CloudAnswers& answers) {
    const TrustedForNow file(answers.authority);
    auto question = answers.question;
    if (!answers.authority.empty()) question.ca_file = file.path();
    return doctor::ask_cloud(question);
}

/// Prints what is wrong; true if nothing up to `last` is an error.
bool is_right(const Network& network, const CloudAnswers& answers, doctor::Area last) {
    doctor::Facts facts;
    facts.network = network;
    facts.configuration.base_url = answers.question.base_url;
    facts.configuration.company_id = answers.question.company_id;
    facts.configuration.currency = network.currency;  // the cloud's is taken
    doctor::Findings out;
    doctor::judge_network(facts, out);
    std::vector<doctor::Finding> wrong;
    for (const auto& each : out.all)
        if (each.severity == doctor::Severity::error && each.area <= last) wrong.push_back(each);
    print_faults(stdout, wrong);
    return wrong.empty();
}

const doctor::Certificate* authority_in(const Network& network) {
    const auto found = std::find_if(network.chain.rbegin(), network.chain.rend(),
                                    [](const auto& each) { return each.authority; });
    return found == network.chain.rend() ? nullptr : &*found;
}

std::string bare(std::string fingerprint) {
    std::erase_if(fingerprint, [](char c) { return c == ':' || c == ' '; });
    for (char& c : fingerprint)
        if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
    return fingerprint;
}

/// Whether the authority the server shows is trusted from now on.
bool take_authority(Interview& interview, const Network& network, CloudAnswers& answers) {
    const auto* authority = authority_in(network);
    if (!authority) {
        answers.question.ca_file = interview.answer("ca_file", Text::ask_ca_file);
        return !answers.question.ca_file.empty();
    }
    if (interview.asks()) {
        if (!interview.agrees(say(Text::ask_trust, {authority->subject, authority->fingerprint})))
            return false;
    } else {
        const auto expected = interview.given("ca_fingerprint");
        if (bare(expected) != bare(authority->fingerprint)) {
            std::printf("%s\n", say(Text::setup_wrong_fingerprint, {authority->fingerprint}).c_str());
            return false;
        }
    }
    answers.authority = authority->pem;
    return true;
}

bool agree_on_address(Interview& interview, CloudAnswers& answers) {
    auto& question = answers.question;
    question.base_url = interview.answer("base_url", Text::ask_base_url, question.base_url);
    if (question.base_url.empty()) throw BadInput(say(Text::setup_no_answer, {"base_url"}));
    if (question.base_url.find("://") == std::string::npos)
        question.base_url = "https://" + question.base_url;
    while (question.base_url.ends_with('/')) question.base_url.pop_back();
    if (const auto file = interview.given("ca_file"); !file.empty()) question.ca_file = file;
    question.key.clear();
    auto network = asked(answers);
    if (network.distrust == Distrust::unknown_authority && take_authority(interview, network, answers))
        network = asked(answers);
    return is_right(network, answers, doctor::Area::http);
}

bool agree_on_key(Interview& interview, const std::string& known_key, CloudAnswers& answers) {
    auto& question = answers.question;
    question.company_id = interview.answer("company_id", Text::ask_company, question.company_id);
    question.key = interview.secret("key", Text::ask_key, known_key);
    if (question.company_id.empty()) throw BadInput(say(Text::setup_no_answer, {"company_id"}));
    if (question.key.empty()) throw BadInput(say(Text::setup_no_answer, {"key"}));
    const auto network = asked(answers);
    if (!is_right(network, answers, doctor::Area::currency)) return false;
    answers.currency = network.currency;
    std::printf("%s\n", say(Text::setup_company,
                            {network.company_name, network.base_rate, network.most_points, network.currency})
                            .c_str());
    return true;
}

}  // namespace

std::optional<CloudAnswers> agree_with_cloud(Interview& interview, CloudAnswers known) {
    const auto key = known.question.key;
    while (!agree_on_address(interview, known))
        if (!interview.asks()) return {};
    while (!agree_on_key(interview, key, known))
        if (!interview.asks()) return {};
    return known;
}

}  // namespace tillpoints::cli
