const S = 1e9;
const MS = 1e6;
const US = 1e3;

/** A length of time in nanoseconds as views show it, right-aligned to ten characters; digits are cut, not rounded. */
export function formatInterval(ns: number): string {
  return intervalText(Math.trunc(ns)).padStart(10);
}

function intervalText(ns: number): string {
  if (ns >= 3600 * S) {
    const parts = [ns / (3600 * S), (ns / (60 * S)) % 60, (ns / S) % 60];
    return parts.map((part) => twoDigits(part)).join(':');
  }
  if (ns >= 60 * S)
    return `${String(Math.trunc(ns / (60 * S)))}:${String(Math.trunc(ns / S) % 60)}`;
  if (ns >= S) return withHundredths(ns, S, 's');
  if (ns >= 10 * MS) return `${String(Math.trunc(ns / MS))}ms`;
  if (ns >= MS) return withHundredths(ns, MS, 'ms');
  if (ns >= 10 * US) return `${String(Math.trunc(ns / US))}us`;
  return ns >= US ? withHundredths(ns, US, 'us') : `${String(ns)}ns`;
}

function withHundredths(ns: number, unit: number, name: string): string {
  return `${String(Math.trunc(ns / unit))}.${twoDigits((ns % unit) / (unit / 100))}${name}`;
}

function twoDigits(value: number): string {
  return String(Math.trunc(value)).padStart(2, '0');
}
