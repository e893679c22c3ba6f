/** A code of rows of "0" and "1", with its quiet zone. */
export function Qr(properties: { rows: readonly string[]; label: string }) {
  const size = properties.rows.length;
  const dark = properties.rows.flatMap((row, y) => [...row].flatMap((module, x) => (module === "1" ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg class="qr" viewBox={`-4 -4 ${size + 8} ${size + 8}`} role="img" aria-label={properties.label}>
      <rect x="-4" y="-4" width={size + 8} height={size + 8} fill="#fff" />
      <path d={dark.join("")} fill="#000" />
    </svg>
  );
}
