#pragma once
#include "cloud/report/report.hpp"
#include "protocol/json.hpp"

namespace tillpoints::cloud {

/// The heading of the report.
struct ReportHead {
    std::string programme;
    std::string currency;  ///< ISO 4217
};

/// Aligned lines for people, each with what it is computed from.
std::string report_text(const Report& report, const ReportHead& head);

/// The same as one object: money and points as decimals, shares in percent, `null` where there is nothing to
/// divide.
Json report_json(const Report& report, const ReportHead& head);

}  // namespace tillpoints::cloud
