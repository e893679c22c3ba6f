// A push service of our own: it reads what arrives with the keys of its browser, by node's own cryptography, and answers as it is told.
import { createDecipheriv, createECDH, createHmac, createPublicKey, randomBytes, verify } from "node:crypto";
import { createServer } from "node:http";

const hmac = (key, ...parts) => createHmac("sha256", key).update(Buffer.concat(parts)).digest();
const derive = (salt, secret, info, size) => hmac(hmac(salt, secret), info, Buffer.from([1])).subarray(0, size);

/** A browser's keys, and how it reads (RFC 8291, RFC 8188). */
export class PushReader {
  constructor() {
    this.keys = createECDH("prime256v1");
    this.point = this.keys.generateKeys();
    this.auth = randomBytes(16);
  }

  read(body) {
    const salt = body.subarray(0, 16);
    const sender = body.subarray(21, 21 + body[20]);
    const sealed = body.subarray(21 + body[20]);
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), this.point, sender]);
    const material = derive(this.auth, this.keys.computeSecret(sender), info, 32);
    const key = derive(salt, material, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
    const nonce = derive(salt, material, Buffer.from("Content-Encoding: nonce\0"), 12);
    const opened = createDecipheriv("aes-128-gcm", key, nonce);
    opened.setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([opened.update(sealed.subarray(0, -16)), opened.final()]);
    if (plain[plain.length - 1] !== 2) throw new Error("the last record is not marked");
    return JSON.parse(plain.subarray(0, -1).toString("utf8"));
  }
}

/** Is the token signed by the key that it names, for this service? */
export function tokenHolds(authorization, origin) {
  const [, token, point] = /^vapid t=(\S+), k=(\S+)$/.exec(authorization);
  const [header, claims, signature] = token.split(".");
  const bytes = Buffer.from(point, "base64url");
  const jwk = { kty: "EC", crv: "P-256", x: bytes.subarray(1, 33).toString("base64url"), y: bytes.subarray(33).toString("base64url") };
  const key = { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" };
  const told = JSON.parse(Buffer.from(claims, "base64url").toString());
  const seconds = Date.now() / 1000;
  return verify("sha256", Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, "base64url")) &&
    told.aud === origin && told.exp > seconds && told.exp <= seconds + 86_400 && told.sub === "mailto:shop@shop.example";
}

export class PushService {
  static async open() {
    const service = new PushService();
    service.got = [];
    /** By path: what is answered to the next requests, `[status, headers]` or "silence"; then 201. */
    service.plans = {};
    service.server = createServer((request, answer) => {
      const parts = [];
      request.on("data", (part) => parts.push(part));
      request.on("end", () => {
        service.got.push({ path: request.url, headers: request.headers, body: Buffer.concat(parts) });
        const plan = service.plans[request.url]?.shift() ?? [201];
        if (plan === "silence") return;
        answer.writeHead(plan[0], { "Content-Length": 0, ...plan[1] });
        answer.end();
      });
    });
    await new Promise((ready) => service.server.listen(0, "127.0.0.1", ready));
    service.origin = `http://127.0.0.1:${service.server.address().port}`;
    return service;
  }

  at(path) {
    return this.got.filter((each) => each.path === path);
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
}
