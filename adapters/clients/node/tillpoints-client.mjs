// A client of tillpointsd: Node's own modules only. See adapters/clients/README.md.
//
//   const till = new Client("unix:/run/tillpointsd/api.sock", { terminal: "till-1" });
//   const till = new Client("https://192.168.1.10:8788", { token, fingerprint: "AB:CD:..." });
//   const reply = await till.submit({ event: "receipt_opened", receipt_id: "r-1", kind: "sale" });
import { randomUUID } from "node:crypto";
import http from "node:http";
import https from "node:https";
import tls from "node:tls";

/** The daemon refused the request: `status`, `code`, and what to do. */
export class Refused extends Error {
  constructor(status, code, message) {
    super(`${status} ${code}: ${message}`);
    Object.assign(this, { status, code });
  }
}

/** No answer came in time. Go on without loyalty; submit a closing again later with the same key. */
export class NoAnswer extends Error {}

/** Trusts the one certificate that has the fingerprint, and says nothing to any other. */
class PinnedAgent extends https.Agent {
  constructor(fingerprint) {
    super({ keepAlive: true });
    this.fingerprint = fingerprint.replaceAll(":", "").toLowerCase();
  }
  createConnection(options, connected) {
    const socket = tls.connect({ host: options.host, port: options.port, rejectUnauthorized: false });
    socket.once("error", connected);
    socket.once("secureConnect", () => {
      const found = socket.getPeerCertificate().fingerprint256.replaceAll(":", "").toLowerCase();
      socket.off("error", connected);
      if (found === this.fingerprint) return connected(null, socket);
      socket.destroy();
      connected(new Refused(0, "wrong_certificate", `the certificate has the fingerprint ${found}`));
    });
  }
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Client {
  constructor(place, { token, terminal, fingerprint, timeout = 5000 } = {}) {
    this.timeout = timeout;
    this.headers = { "Content-Type": "application/json" };
    if (token) this.headers.Authorization = `Bearer ${token}`;
    if (terminal) this.headers["Tillpoints-Terminal"] = terminal;
    if (place.startsWith("unix:")) {
      this.to = { socketPath: place.slice(5), host: "localhost", agent: new http.Agent({ keepAlive: true }) };
    } else {
      const url = new URL(place);
      const secure = url.protocol === "https:";
      if (secure && !fingerprint) throw new Error("a place in the network needs the fingerprint of its certificate");
      const agent = secure ? new PinnedAgent(fingerprint) : new http.Agent({ keepAlive: true });
      this.to = { protocol: url.protocol, host: url.hostname, port: url.port, agent };
    }
  }

  /** The reply to one event. Retries with the same key until an answer comes or `patience` ms are over. */
  async submit(event, { key = randomUUID(), deadlineMs, patience = 10000 } = {}) {
    const body = JSON.stringify({ v: 1, ...event });
    const path = "/v1/events" + (deadlineMs ? `?deadline_ms=${deadlineMs}` : "");
    const until = Date.now() + patience;
    for (let wait = 50; ; wait = Math.min(2 * wait, 1000)) {
      try {
        const { status, text } = await this.send("POST", path, body, { "Idempotency-Key": key });
        if (status !== 429 && status !== 503) return this.accepted(status, text);
      } catch (failure) {
        if (failure instanceof Refused) throw failure;
      }
      if (Date.now() + wait > until) throw new NoAnswer(event.event);
      await pause(wait * (0.5 + Math.random()));
    }
  }

  async status() {
    const { status, text } = await this.send("GET", "/v1/status");
    return this.accepted(status, text);
  }

  /** The name and token of the terminal whose one-time code this is. */
  static async enrol(place, code, fingerprint) {
    const client = new Client(place, { fingerprint });
    const { status, text } = await client.send("POST", "/v1/enrol", JSON.stringify({ code }));
    client.close();
    return client.accepted(status, text);
  }

  close() {
    this.to.agent.destroy();
  }

  send(method, path, body = "", headers = {}) {
    return new Promise((done, failed) => {
      const options = { ...this.to, method, path, timeout: this.timeout };
      options.headers = { ...this.headers, ...headers, "Content-Length": Buffer.byteLength(body) };
      const request = (this.to.protocol === "https:" ? https : http).request(options, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part) => (text += part));
        response.on("end", () => done({ status: response.statusCode, text })).on("error", failed);
      });
      request.on("error", failed).on("timeout", () => request.destroy(new Error("no answer")));
      request.end(body);
    });
  }

  accepted(status, text) {
    const told = JSON.parse(text || "{}");
    if (status < 400) return told;
    throw new Refused(status, told.error?.code ?? "unreadable", told.error?.message ?? "see the daemon's log");
  }
}
