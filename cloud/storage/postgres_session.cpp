#include "cloud/storage/postgres_session.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {

PostgresSession::PostgresSession(const std::string& database) : target_(read_postgres_target(database)) {
    connect();
}

void PostgresSession::connect() {
    if (std::chrono::steady_clock::now() < next_try_)
        throw StorageFailed(Errc::storage_failed, last_failure_);
    queued_ = false;
    session_.reset(PQconnectdbParams(target_.keywords().data(), target_.values().data(), 0));
    lost_ = PQstatus(session_.get()) != CONNECTION_OK;
    if (lost_) {
        next_try_ = std::chrono::steady_clock::now() + std::chrono::seconds(1);
        last_failure_ = "cannot connect to " + with_target(PQerrorMessage(session_.get())) +
                        "; check that the server runs and that --database names it";
        throw StorageFailed(Errc::storage_failed, last_failure_);
    }
    ++number_;
    PQsetNoticeProcessor(
        session_.get(), [](void*, const char*) {}, nullptr);
    if (std::string_view(PQparameterStatus(session_.get(), "server_encoding")) != "UTF8")
        throw StorageFailed(Errc::storage_failed,
                            with_target("its encoding is not UTF8; make it with CREATE DATABASE"
                                        " ... ENCODING 'UTF8' TEMPLATE template0"));
    PQenterPipelineMode(session_.get());
    // Each transaction that must be on the disk says so (PostgresConnection).
    run("SET synchronous_commit = off; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout "
        "= '15s'");
}

bool PostgresSession::in_transaction() const {
    return PQtransactionStatus(session_.get()) != PQTRANS_IDLE;
}

bool PostgresSession::transaction_failed() const {
    return PQtransactionStatus(session_.get()) == PQTRANS_INERROR;
}

void PostgresSession::sent(int accepted) {
    if (!accepted) fail_lost(with_target(PQerrorMessage(session_.get())));
    queued_ = true;
}

void PostgresSession::queue_preparation(const std::string& name, const std::string& sql) {
    sent(PQsendPrepare(session_.get(), name.c_str(), sql.c_str(), 0, nullptr));
}

namespace {

std::vector<const char*> pointers_to(const PostgresSession::Values& values) {
    std::vector<const char*> given;
    for (const auto& value : values) given.push_back(value ? value->c_str() : nullptr);
    return given;
}

}  // namespace

void PostgresSession::queue_text(const std::string& sql, const Values& values) {
    const auto given = pointers_to(values);
    sent(PQsendQueryParams(session_.get(), sql.c_str(), static_cast<int>(given.size()), nullptr, given.data(),
                           nullptr, nullptr, 0));
}

void PostgresSession::queue(const std::string& name, const Values& values) {
    const auto given = pointers_to(values);
    sent(PQsendQueryPrepared(session_.get(), name.c_str(), static_cast<int>(given.size()), given.data(),
                             nullptr, nullptr, 0));
}

PostgresRows PostgresSession::fetch() {
    sent(PQpipelineSync(session_.get()));
    PostgresRows last;
    PostgresRows failed;
    // A null result ends each statement's; two in a row mean that the session is over.
    for (int nulls = 0; nulls < 2;) {
        PostgresRows rows(PQgetResult(session_.get()));
        if (!rows) {
            ++nulls;
            continue;
        }
        nulls = 0;
        const auto status = PQresultStatus(rows.get());
        if (status == PGRES_PIPELINE_SYNC) {
            queued_ = false;
            if (failed) fail(failed.get());
            return last;
        }
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
            last = std::move(rows);
        else if (status != PGRES_PIPELINE_ABORTED && !failed)
            failed = std::move(rows);
    }
    fail_lost(with_target(failed ? PQresultErrorMessage(failed.get()) : PQerrorMessage(session_.get())));
}

void PostgresSession::fail_lost(const std::string& message) {
    lost_ = true;
    throw TransactionAborted(Errc::storage_failed, message);
}

void PostgresSession::fail(const PGresult* failed) {
    // An error without a state does not come from the server; libpq may notice only later that the session is
    // over.
    const auto* field = PQresultErrorField(failed, PG_DIAG_SQLSTATE);
    const std::string_view state = field ? field : "";
    const auto message = with_target(PQresultErrorMessage(failed));
    if (state.empty() || PQstatus(session_.get()) != CONNECTION_OK) fail_lost(message);
    if (is_conflict(state)) throw TransactionAborted(Errc::storage_busy, message);
    if (is_duplicate(state)) throw TransactionAborted(Errc::storage_failed, message);
    throw StorageFailed(is_lock_timeout(state) ? Errc::storage_busy : Errc::storage_failed, message);
}

void PostgresSession::run(const std::string& sql) {
    if (queued_) fetch();
    // Several statements in one text are not for a pipeline.
    PQexitPipelineMode(session_.get());
    const PostgresRows rows(PQexec(session_.get(), sql.c_str()));
    const auto status = PQresultStatus(rows.get());
    PQenterPipelineMode(session_.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(rows.get());
}

std::string PostgresSession::with_target(std::string message) const {
    return target_.description() + ": " + target_.without_password(std::move(message));
}

}  // namespace tillpoints::cloud
