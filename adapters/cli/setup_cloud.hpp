#pragma once
#include "adapters/cli/interview.hpp"
#include "adapters/doctor/gather.hpp"

namespace tillpoints::cli {

/// What setup has found out of the loyalty cloud.
struct CloudAnswers {
    doctor::Question question;  ///< as it was accepted
    std::string authority;      ///< PEM of an authority that is to be trusted; empty: none besides ca_file
    std::string currency;
};

/// Asks for address, authority, company and key until the cloud accepts them; with answers from a file only
/// once. Nothing if they are not accepted: what is wrong has been printed.
std::optional<CloudAnswers> agree_with_cloud(Interview& interview, CloudAnswers known);

}  // namespace tillpoints::cli
