// What the Node client promises: client_check.mjs TLS_PLACE FINGERPRINT CODE UNIX_PLACE TERMINAL
import assert from "node:assert/strict";
import { Client, NoAnswer, Refused } from "../../../adapters/clients/node/tillpoints-client.mjs";

const [place, fingerprint, code, unixPlace, terminal] = process.argv.slice(2);
const refusal = (call) => call().then(() => null, (failure) => (assert(failure instanceof Refused, failure), failure.code));

const other = fingerprint.replaceAll("A", "B").replaceAll("1", "2");
assert.equal(await refusal(() => Client.enrol(place, code, other)), "wrong_certificate");
const { terminal: name, token } = await Client.enrol(place, code, fingerprint);
assert.equal(name, "till-7");
assert.equal(await refusal(() => Client.enrol(place, code, fingerprint)), "wrong_code");

const enrolled = new Client(place, { token, fingerprint });
assert.equal((await enrolled.submit({ event: "receipt_opened", receipt_id: "r-1", kind: "sale" })).status, "ok");
assert.equal((await enrolled.status()).terminal, "till-7");
enrolled.close();

const till = new Client(unixPlace, { terminal });
const opened = { event: "receipt_opened", receipt_id: "r-2", kind: "sale" };
const [one, two] = await Promise.all([till.submit(opened, { key: "k" }), till.submit(opened, { key: "k" })]);
assert.deepEqual(one, two);
assert.equal(await refusal(() => till.submit({ ...opened, receipt_id: "r-3" }, { key: "k" })), "key_reused");
await assert.rejects(new Client(unixPlace + "x", { terminal }).submit(opened, { patience: 300 }), NoAnswer);
till.close();
console.log("all right");
