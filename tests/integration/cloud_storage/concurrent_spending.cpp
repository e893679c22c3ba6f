#include "concurrent_spending.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cstdio>

#include "cloud/api/participant_ids.hpp"

namespace tillpoints::cloud::test {
namespace {

using namespace loyalty;

std::string phone_of(int customer) {
    return "+7701000000" + std::to_string(customer);
}

Nonce nonce_of(int terminal, int receipt) {
    char text[64];
    std::snprintf(text, sizeof text, "00000000-0000-4000-8000-%06d%06d", terminal, receipt);
    return Nonce(text);
}

/// The operations in the database by nonce; each nonce must be there once.
std::map<std::string, OperationId> by_nonce(Transaction& db) {
    std::map<std::string, OperationId> found;
    PageRequest page{Order::oldest, 1000, 0, {}};
    for (auto rows = db.operations.page(page); !rows.empty(); rows = db.operations.page(page)) {
        for (const auto& row : rows)
            if (!found.emplace(row.nonce.value().text, row.id).second) FAIL("twice: " << row.nonce->text);
        page.after = rows.back().id;
    }
    return found;
}

/// The lowest balance that any customer ever had, posting by posting.
Points least_balance(Transaction& db) {
    std::map<Account, Points> balances;
    Points least;
    for (auto rows = db.ledger.postings(0, 1000); !rows.empty();
         rows = db.ledger.postings(rows.back().entry, 1000))
        for (const auto& row : rows)
            if (customer_of(row.account)) least = std::min(least, balances[row.account] += row.points);
    return least;
}

}  // namespace

ConcurrentSpending::ConcurrentSpending(CloudDeployment& clouds, std::chrono::seconds time) : clouds_(clouds) {
    for (int i = 0; i < customers; ++i) clouds.join("Customer", phone_of(i));
    until_ = Times::now() + time;
    for (int terminal = 0; terminal < terminals; ++terminal)
        threads_.emplace_back([this, terminal] { spend(terminal); });
}

ConcurrentSpending::~ConcurrentSpending() {
    for (auto& thread : threads_) thread.join();
}

void ConcurrentSpending::spend(int terminal) {
    std::array<std::unique_ptr<Client>, 2> lines;
    auto& made = made_[static_cast<std::size_t>(terminal)];
    for (int receipt = 0; Times::now() < until_; ++receipt) {
        auto call =
            purchase(ByPhone{*Phone::parse(phone_of((terminal + receipt) % customers))}, 50'000, 5'000);
        call.nonce = nonce_of(terminal, receipt);
        for (int i = 0; i < 2; ++i)
            if (const auto id = insist(lines[static_cast<std::size_t>(i)], terminal + i, call))
                made.emplace(call.nonce->text, *id);
        if (receipt % 8 == 7) give(*lines[0], (terminal + receipt) % customers);
    }
}

void ConcurrentSpending::give(Client& line, int customer) {
    Reward gift;
    gift.points = Points(5'000);
    gift.participants = {shown_id(ParticipantId{customer + 1})};
    ask(line, gift);
}

std::optional<OperationId> ConcurrentSpending::insist(std::unique_ptr<Client>& line, int process,
                                                      const Call& call) {
    for (int tries = 0; tries < 12'000; ++tries) {
        if (!line) line = std::make_unique<Client>(clouds_.terminal(process));
        const auto answer = ask(*line, call);
        const auto* operation = answer ? std::get_if<Operation>(&answer->value()) : nullptr;
        if (operation) return ++sold_, operation->id;
        const auto* refusal = answer ? std::get_if<Refusal>(&answer->value()) : nullptr;
        if (refusal && refusal->code == Errc::insufficient_funds) return ++refused_, std::nullopt;
        ++unclear_;
        if (!answer) ++unanswered_;
        line.reset();
        // A killed cloud refuses connections until it is started again, which this thread is not told.
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    ++never_answered_;
    return {};
}

void ConcurrentSpending::finish() {
    for (auto& thread : threads_) thread.join();
    threads_.clear();
    std::map<std::string, OperationId> answered;
    for (const auto& made : made_) answered.insert(made.begin(), made.end());
    clouds_.storage()->read([&](Transaction& db) {
        CHECK(by_nonce(db) == answered);
        CHECK(least_balance(db) == Points());
    });
    const auto audit = clouds_.audit();
    INFO(audit.output);
    CHECK(audit.status == 0);
    CHECK(refused_ > 0);
    CHECK(never_answered_ == 0);
    WARN(answered.size() << " purchases, " << refused_ << " refused, " << unclear_ << " unclear answers");
}

}  // namespace tillpoints::cloud::test
