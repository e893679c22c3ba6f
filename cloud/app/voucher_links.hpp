#pragma once
#include "protocol/http.hpp"

namespace tillpoints::cloud {

/// The links of a printed voucher, for everybody and without the database: they show what the receipt shows,
/// whether there is such a voucher or not.
///
///     GET /vouchers/CODE             what the QR code of the receipt leads to: how to collect the points
///     GET /vouchers/CODE/qr?size=N   the QR code of that link as a picture of 32 to 1024 pixels
///
class VoucherLinks {
  public:
    /// `base_url` is the cloud's for its clients.
    explicit VoucherLinks(const std::string& base_url) : base_url_(base_url) {}

    static bool has(const HttpRequest& request) { return request.target.starts_with("/vouchers/"); }
    HttpAnswer serve(const HttpRequest& request) const;

  private:
    const std::string& base_url_;
};

}  // namespace tillpoints::cloud
