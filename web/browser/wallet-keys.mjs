// Keys for cards in wallets as a shop gets them, made by the openssl program.
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
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
  const file = (name) => join(folder, name);
  return {
    folder,
    file,
    options: ["--apple-pass-certificate", file("pass.pem"), "--apple-pass-key", file("pass.key"), "--apple-pass-wwdr", file("wwdr.pem")],
  };
}
