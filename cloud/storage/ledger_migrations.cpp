#include "cloud/storage/migrations.hpp"

namespace tillpoints::cloud {
namespace {

const char* const ledger_statements[] = {
    R"(
CREATE TABLE customers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT UNIQUE,
    name TEXT NOT NULL,
    phone TEXT UNIQUE,
    birth_date TEXT,
    created INTEGER NOT NULL
) STRICT;

CREATE TABLE codes (
    code TEXT PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customers(id),
    expires INTEGER NOT NULL,
    used INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE vouchers (
    code TEXT PRIMARY KEY,
    points INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    collected_by INTEGER REFERENCES customers(id)
) STRICT, WITHOUT ROWID;

CREATE TABLE cashiers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    external_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE operations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created INTEGER NOT NULL,
    state INTEGER NOT NULL,
    customer INTEGER NOT NULL REFERENCES customers(id),
    cashier INTEGER REFERENCES cashiers(id),
    nonce TEXT,
    number TEXT,
    origin INTEGER REFERENCES operations(id),
    total INTEGER NOT NULL CHECK (total >= 0),
    cash INTEGER NOT NULL,
    points INTEGER NOT NULL CHECK (points >= 0),
    award INTEGER NOT NULL CHECK (award >= 0)
) STRICT;
CREATE INDEX operations_by_nonce ON operations(nonce) WHERE nonce IS NOT NULL;
CREATE INDEX operations_by_number ON operations(number) WHERE number IS NOT NULL;
CREATE INDEX operations_by_origin ON operations(origin) WHERE origin IS NOT NULL;
CREATE INDEX operations_by_customer ON operations(customer);

CREATE TABLE entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created INTEGER NOT NULL,
    cause TEXT NOT NULL CHECK (cause <> ''),
    operation INTEGER REFERENCES operations(id)
) STRICT;
CREATE INDEX entries_by_operation ON entries(operation) WHERE operation IS NOT NULL;

CREATE TABLE postings (
    entry INTEGER NOT NULL REFERENCES entries(id),
    account TEXT NOT NULL,
    points INTEGER NOT NULL,
    PRIMARY KEY (entry, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX postings_by_account ON postings(account, points);
)",
    R"(
ALTER TABLE customers ADD COLUMN inviter INTEGER REFERENCES customers(id);
CREATE INDEX customers_by_inviter ON customers(inviter) WHERE inviter IS NOT NULL;
CREATE INDEX entries_by_cause ON entries(cause);
)",
    R"(
CREATE TABLE certificates (
    code TEXT PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customers(id),
    nominal INTEGER NOT NULL CHECK (nominal > 0),
    share INTEGER,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER NOT NULL,
    state INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX certificates_by_customer ON certificates(customer);
ALTER TABLE operations ADD COLUMN certificate INTEGER NOT NULL DEFAULT 0 CHECK (certificate >= 0);
)",
    R"(
CREATE TABLE tags (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE customer_tags (
    customer INTEGER NOT NULL REFERENCES customers(id),
    tag INTEGER NOT NULL REFERENCES tags(id),
    PRIMARY KEY (customer, tag)
) STRICT, WITHOUT ROWID;
)",
    R"(
CREATE TABLE deferrals (
    purchase INTEGER PRIMARY KEY REFERENCES operations(id),
    customer INTEGER NOT NULL REFERENCES customers(id),
    due INTEGER NOT NULL
) STRICT;
CREATE INDEX deferrals_by_customer ON deferrals(customer, due);
)",
    R"(
CREATE TABLE goods (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created INTEGER NOT NULL,
    node INTEGER NOT NULL,
    category INTEGER NOT NULL,
    name TEXT NOT NULL,
    external_id TEXT UNIQUE,
    hidden INTEGER NOT NULL,
    data TEXT NOT NULL
) STRICT;
CREATE INDEX goods_by_node ON goods(node, category);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created INTEGER NOT NULL,
    customer INTEGER NOT NULL REFERENCES customers(id),
    state INTEGER NOT NULL,
    status INTEGER,
    points INTEGER NOT NULL CHECK (points >= 0),
    content TEXT NOT NULL,
    operation INTEGER REFERENCES operations(id),
    settled TEXT
) STRICT;
CREATE TABLE images (
    id TEXT PRIMARY KEY,
    token TEXT NOT NULL,
    content_type TEXT NOT NULL,
    expires INTEGER NOT NULL,
    size INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE webhooks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    request_id TEXT NOT NULL,
    body TEXT NOT NULL,
    tries INTEGER NOT NULL,
    due INTEGER
) STRICT;
CREATE INDEX webhooks_by_due ON webhooks(due) WHERE due IS NOT NULL;
ALTER TABLE codes ADD COLUMN order_id INTEGER REFERENCES orders(id);
)",
    R"(
CREATE TABLE branches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE sources (
    promo_code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    platform INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE cards (
    code TEXT PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customers(id),
    kind INTEGER NOT NULL,
    blocked INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX cards_by_customer ON cards(customer);
CREATE TABLE ratings (
    operation INTEGER PRIMARY KEY REFERENCES operations(id),
    created INTEGER NOT NULL,
    stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
    comment TEXT
) STRICT;
CREATE TABLE campaigns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created INTEGER NOT NULL,
    name TEXT NOT NULL,
    message TEXT NOT NULL,
    promo_code TEXT,
    points INTEGER NOT NULL CHECK (points >= 0),
    segment TEXT NOT NULL,
    reached INTEGER NOT NULL
) STRICT;
CREATE TABLE receipts (
    id TEXT PRIMARY KEY,
    created INTEGER NOT NULL,
    cashier INTEGER REFERENCES cashiers(id),
    total INTEGER NOT NULL CHECK (total >= 0)
) STRICT, WITHOUT ROWID;
CREATE TABLE gifts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers(id),
    points INTEGER NOT NULL CHECK (points > 0),
    given INTEGER NOT NULL,
    lapses INTEGER,
    over INTEGER NOT NULL
) STRICT;
CREATE INDEX gifts_by_customer ON gifts(customer, given);
CREATE INDEX gifts_to_lapse ON gifts(lapses) WHERE over = 0;
CREATE TABLE virtual_clock (
    id INTEGER PRIMARY KEY,
    ahead INTEGER NOT NULL
) STRICT;
ALTER TABLE customers ADD COLUMN source TEXT;
ALTER TABLE customers ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customers ADD COLUMN blocked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cashiers ADD COLUMN branch INTEGER REFERENCES branches(id);
ALTER TABLE operations ADD COLUMN branch INTEGER REFERENCES branches(id);
ALTER TABLE operations ADD COLUMN shown INTEGER NOT NULL DEFAULT 0;
CREATE INDEX customers_by_birthday ON customers(substr(birth_date, 6));
CREATE INDEX certificates_to_lapse ON certificates(valid_to) WHERE state = 0;
CREATE INDEX deferrals_by_due ON deferrals(due);
)",
    R"(
CREATE TABLE goods_photos (
    goods INTEGER NOT NULL REFERENCES goods(id),
    image TEXT NOT NULL,
    PRIMARY KEY (goods, image)
) STRICT, WITHOUT ROWID;
CREATE INDEX goods_photos_by_image ON goods_photos(image);
INSERT INTO goods_photos (goods, image)
    SELECT g.id, i.id FROM images i JOIN goods g ON g.data LIKE '%"' || i.id || '"%';
CREATE INDEX images_by_expiry ON images(expires);
)",
    R"(
CREATE TABLE failed_lookups (
    who TEXT NOT NULL,
    kind INTEGER NOT NULL,
    full_at INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    emptied INTEGER,
    PRIMARY KEY (who, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX failed_lookups_by_full ON failed_lookups(full_at);
CREATE INDEX failed_lookups_emptied ON failed_lookups(emptied) WHERE emptied IS NOT NULL;
)",
    R"(
ALTER TABLE campaigns ADD COLUMN selected INTEGER NOT NULL DEFAULT 0;
UPDATE campaigns SET selected = reached;
UPDATE campaigns SET reached = 0 WHERE points = 0;
)",
    R"(
CREATE TABLE balances (
    account TEXT PRIMARY KEY,
    points INTEGER NOT NULL,
    may_owe INTEGER NOT NULL,
    CHECK (points >= 0 OR may_owe = 1)
) STRICT, WITHOUT ROWID;
INSERT INTO balances (account, points, may_owe)
    SELECT account, sum(points), CASE WHEN sum(points) < 0 THEN 1 ELSE 0 END FROM postings
    WHERE account LIKE 'certificate/%' OR account LIKE 'deferred/%' GROUP BY account;
DROP INDEX operations_by_customer;
CREATE INDEX operations_by_customer ON operations(customer, state, created);
ALTER TABLE customers ADD COLUMN may_owe INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customers ADD COLUMN balance INTEGER NOT NULL DEFAULT 0 CHECK (balance >= 0 OR may_owe = 1);
ALTER TABLE customers ADD COLUMN cash_spent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customers ADD COLUMN redeemed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customers ADD COLUMN purchases INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customers ADD COLUMN full_refunds INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customers ADD COLUMN invited INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customers ADD COLUMN effective_invited INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customers ADD COLUMN last_transaction INTEGER;
ALTER TABLE customers ADD COLUMN last_purchase INTEGER;
ALTER TABLE customers ADD COLUMN last_expiry INTEGER;
ALTER TABLE customers ADD COLUMN last_gift INTEGER;
ALTER TABLE customers ADD COLUMN period_since INTEGER;
ALTER TABLE customers ADD COLUMN next_due INTEGER;
CREATE TABLE totals_before (
    customer INTEGER PRIMARY KEY,
    balance INTEGER NOT NULL,
    cash_spent INTEGER NOT NULL,
    redeemed INTEGER NOT NULL,
    purchases INTEGER NOT NULL,
    full_refunds INTEGER NOT NULL,
    last_transaction INTEGER,
    last_purchase INTEGER
) STRICT;
INSERT INTO totals_before SELECT c.id, coalesce(p.points, 0), coalesce(o.cash, 0), coalesce(o.points, 0),
    coalesce(o.purchases, 0), coalesce(o.refunds, 0), o.last_transaction, o.last_purchase FROM customers c
    LEFT JOIN (SELECT account, sum(points) AS points FROM postings WHERE account LIKE 'customer/%' GROUP BY account) p
        ON p.account = 'customer/' || c.id
    LEFT JOIN (SELECT customer, sum(CASE WHEN origin IS NULL THEN cash ELSE -cash END) AS cash,
        sum(CASE WHEN origin IS NULL THEN points ELSE -points END) AS points,
        count(CASE WHEN origin IS NULL THEN 1 END) AS purchases,
        count(CASE WHEN origin IS NULL AND state = 1 THEN 1 END) AS refunds,
        max(created) AS last_transaction, max(CASE WHEN state = 0 THEN created END) AS last_purchase
        FROM operations GROUP BY customer) o ON o.customer = c.id;
UPDATE customers SET (may_owe, balance, cash_spent, redeemed, purchases, full_refunds, last_transaction,
    last_purchase, next_due) = (SELECT CASE WHEN t.balance < 0 THEN 1 ELSE 0 END, t.balance, t.cash_spent,
    t.redeemed, t.purchases, t.full_refunds, t.last_transaction, t.last_purchase, 0
    FROM totals_before t WHERE t.customer = customers.id);
DROP TABLE totals_before;
UPDATE customers SET invited = (SELECT count(*) FROM customers f WHERE f.inviter = customers.id),
    effective_invited = (SELECT count(f.last_purchase) FROM customers f WHERE f.inviter = customers.id)
    WHERE id IN (SELECT inviter FROM customers);
UPDATE customers SET last_expiry = (SELECT max(e.created) FROM postings p JOIN entries e ON e.id = p.entry
    WHERE p.account = 'customer/' || customers.id AND p.points < 0 AND e.cause = 'expiry')
    WHERE id IN (SELECT CAST(substr(p.account, 10) AS BIGINT) FROM entries e JOIN postings p ON p.entry = e.id
        WHERE e.cause = 'expiry' AND p.account LIKE 'customer/%');
UPDATE customers SET last_gift = (SELECT max(e.created) FROM postings p JOIN entries e ON e.id = p.entry
    WHERE p.account = 'customer/' || customers.id AND p.points > 0 AND e.cause IN ('reward', 'referral_share',
        'referral_reward', 'first_purchase', 'win_back', 'campaign', 'voucher'));
)",
    R"(
ALTER TABLE operations ADD COLUMN nonce_copy INTEGER NOT NULL DEFAULT 0;
ALTER TABLE operations ADD COLUMN number_copy INTEGER NOT NULL DEFAULT 0;
UPDATE operations SET nonce_copy = r.copy FROM (SELECT id, row_number() OVER (PARTITION BY nonce ORDER BY id) - 1 AS copy
    FROM operations WHERE nonce IS NOT NULL) r WHERE r.id = operations.id AND r.copy > 0;
UPDATE operations SET number_copy = r.copy FROM (SELECT id, row_number() OVER (PARTITION BY number ORDER BY id) - 1 AS copy
    FROM operations WHERE number IS NOT NULL) r WHERE r.id = operations.id AND r.copy > 0;
DROP INDEX operations_by_nonce;
CREATE UNIQUE INDEX operations_by_nonce ON operations(nonce, nonce_copy) WHERE nonce IS NOT NULL;
DROP INDEX operations_by_number;
CREATE UNIQUE INDEX operations_by_number ON operations(number, number_copy) WHERE number IS NOT NULL;
CREATE INDEX operations_by_created ON operations(created, id);
)"};

}  // namespace

std::span<const char* const> ledger_migrations() {
    return ledger_statements;
}

}  // namespace tillpoints::cloud
