// Keys for cards in wallets as a shop gets them, made by the openssl program.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The options by which a cloud takes them; `folder` is removed by whoever asked. */
export function walletKeys() {
  const folder = mkdtempSync(join(tmpdir(), "tillpoints-wallet-"));
  const openssl = (...words) => execFileSync("openssl", words, { cwd: folder, stdio: "pipe" });
  writeFileSync(join(folder, "leaf.txt"), "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n");
  openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "wwdr.key", "-out", "wwdr.pem", "-days", "30", "-subj", "/CN=WWDR");
  openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "pass.key", "-out", "request.pem",
          "-subj", "/UID=pass.example.shop/CN=Pass/OU=TEAM123456/O=Shop");
  openssl("x509", "-req", "-in", "request.pem", "-days", "30", "-CA", "wwdr.pem", "-CAkey", "wwdr.key", "-CAcreateserial",
          "-extfile", "leaf.txt", "-out", "pass.pem");
  openssl("genpkey", "-quiet", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "google.key");
  writeFileSync(join(folder, "google.json"), JSON.stringify({
    type: "service_account", client_email: "wallet@shop-of-electronics-123456.iam.gserviceaccount.com", private_key_id: "0123456789abcdef0123456789abcdef01234567",
    private_key: readFileSync(join(folder, "google.key"), "utf8"),
  }));
  const file = (name) => join(folder, name);
  return {
    folder,
    file,
    options: ["--apple-pass-certificate", file("pass.pem"), "--apple-pass-key", file("pass.key"), "--apple-pass-wwdr", file("wwdr.pem"),
              "--google-wallet-key-file", file("google.json"), "--google-wallet-issuer", "3388000000012345678",
              "--google-wallet-logo", "https://shop.example/logo.png"],
  };
}
