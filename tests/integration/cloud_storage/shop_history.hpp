#pragma once
#include <catch2/catch.hpp>
#include <map>
#include <random>

#include "cloud/api/service.hpp"
#include "programmes.hpp"

namespace tillpoints::cloud::test {

/// What happened in the whole time of a shop.
struct HistoryTotals {
    int days_proven = 0;
    std::map<std::string, int> at_tier;  ///< customers at the end
    std::int64_t certificates_used = 0;
    std::int64_t certificates_lapsed = 0;
    Points expired;
    std::int64_t gifts = 0;
    Points gifts_lapsed;
    int refunds = 0;
    std::size_t deepest_buyer = 0;    ///< how many inviters stood above a buyer
    std::size_t farthest_circle = 0;  ///< that earned
};

/// A shop with random customers, over the service and its real storage, with a clock that jumps. It keeps its
/// own tree of who invited whom, and checks by it what every purchase earned the inviters.
class ShopHistory {
  public:
    ShopHistory(Programme programme, std::uint64_t seed);

    void live(int days);
    HistoryTotals totals();
    std::string digest();

  private:
    struct Person {
        CustomerRecord record;
        int inviter = -1;
        bool stays_away = false;
    };

    std::int64_t below(std::int64_t most);
    Money price();
    void live_a_day();
    void somebody_joins();
    void somebody_buys();
    void somebody_returns();
    std::optional<CertificateRecord> certificate_of(const Person& person);
    loyalty::CreateOperation purchase_of(const Person& person);
    void check_circles(int buyer, const loyalty::CreateOperation& call, OperationId id);
    void prove(int day);

    Programme programme_;
    std::mt19937_64 random_;
    Timestamp now_;
    std::unique_ptr<Storage> storage_;
    Service service_;
    std::vector<Person> people_;
    std::vector<OperationId> sales_;
    AuditMark proven_;
    HistoryTotals totals_;
};

}  // namespace tillpoints::cloud::test
