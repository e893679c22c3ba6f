-- What a purchase leaves in the database, without any rule: its customer's row locked, an operation, an entry with
-- two postings, the customer's totals. For pgbench; each client has a customer of its own, as tills mostly do.
\set customer :client_id + 1
BEGIN;
SELECT balance FROM customers WHERE id = :customer FOR NO KEY UPDATE;
INSERT INTO operations (created, state, customer, total, cash, points, award) VALUES (1760000000000, 0, :customer, 100000, 100000, 0, 1000) RETURNING id AS operation \gset
INSERT INTO entries (created, cause, operation) VALUES (1760000000000, 'award', :operation) RETURNING id AS entry \gset
INSERT INTO postings (entry, account, points) VALUES (:entry, 'programme/awards', -1000), (:entry, 'customer/' || :customer, 1000);
UPDATE customers SET balance = balance + 1000, cash_spent = cash_spent + 100000, purchases = purchases + 1 WHERE id = :customer;
COMMIT;
