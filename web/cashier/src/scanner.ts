import { useEffect, useRef } from "preact/hooks";

/** No person types this fast, in milliseconds between two keys. */
const fastest = 35;
const shortest = 6;

/** Text that a scanner types: fast characters and then Enter. Pure. */
export class Wedge {
  private text = "";
  private last = -Infinity;
  private slow = false;

  /** A key at a time; the scanned text at the Enter that ends it, else null. */
  key(name: string, at: number): string | null {
    const gap = at - this.last;
    this.last = at;
    if (name === "Enter") {
      const scanned = !this.slow && gap <= fastest && this.text.length >= shortest ? this.text : null;
      this.text = "";
      this.slow = false;
      return scanned;
    }
    if (name.length !== 1) return null;
    if (gap > fastest) {
      this.text = "";
      this.slow = false;
    }
    this.text += name;
    return null;
  }
}

/** Hears a scanner wherever the cursor stands, and takes what it typed out of the field that it typed into. */
export function useScanner(onScan: (text: string) => void): void {
  const heard = useRef(onScan);
  heard.current = onScan;
  useEffect(() => {
    const wedge = new Wedge();
    const listen = (event: KeyboardEvent) => {
      const scanned = wedge.key(event.key, event.timeStamp);
      if (scanned === null) return;
      event.preventDefault();
      event.stopPropagation();
      const field = event.target;
      if (field instanceof HTMLInputElement && field.value.endsWith(scanned)) {
        field.value = field.value.slice(0, -scanned.length);
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      heard.current(scanned);
    };
    document.addEventListener("keydown", listen, true);
    return () => document.removeEventListener("keydown", listen, true);
  }, []);
}
