// Whether a screen fits and reads: nothing overflows or is cut, and axe finds nothing serious.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { shot } from "./shop.mjs";

export const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What overflows the page or its own box, in words. */
async function misfits(page) {
  return await page.evaluate(() => {
    const found = [];
    if (document.documentElement.scrollWidth > window.innerWidth)
      found.push(`the page is ${document.documentElement.scrollWidth} wide in ${window.innerWidth}`);
    if (document.querySelectorAll("main").length !== 1) found.push("what the page's file shows until its script runs is still there");
    for (const box of document.querySelectorAll("button, .pill, h1, h2, label, dt, dd, p, legend, th")) {
      if (box.closest(".slip, .unseen") || box.classList.contains("unseen") || box.getClientRects().length === 0) continue;
      const name = `${box.tagName} ${box.id} "${(box.textContent ?? "").slice(0, 40)}"`;
      if (box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).display !== "inline") found.push(`${name} is cut`);
      const { left, right } = box.getBoundingClientRect();
      const scrolls = box.closest(".scroll");
      if (!scrolls && (left < -1 || right > window.innerWidth + 1)) found.push(`${name} stands outside`);
    }
    return found;
  });
}

export async function check(page, name, findings) {
  findings.push(...(await misfits(page)).map((each) => `${name}: ${each}`));
  const result = await page.evaluate(async () => await window.axe.run(document, { resultTypes: ["violations"] }));
  for (const each of result.violations.filter(({ impact }) => impact === "serious" || impact === "critical"))
    findings.push(`${name}: axe ${each.id}: ${each.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
  await shot(page, name);
}
