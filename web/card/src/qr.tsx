import type { Qr } from "./model";

const quiet = 4;

/** Dark modules on white, whatever the colours around it: scanners need the contrast. */
export function QrPicture(properties: { code: Qr; label: string; id?: string }) {
  const { size, dark } = properties.code;
  let path = "";
  for (let at = 0; at < dark.length; ++at)
    if (dark[at] === "1") path += `M${(at % size) + quiet} ${Math.floor(at / size) + quiet}h1v1h-1z`;
  const side = size + 2 * quiet;
  return (
    <svg class="qr" role="img" aria-label={properties.label} id={properties.id} viewBox={`0 0 ${side} ${side}`} shape-rendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
