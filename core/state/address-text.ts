import { L4 } from './fd-entry.ts';

/** How a port is written: its number, or the service's name. */
export type PortText = (port: number, l4: number) => string;

export const portNumber: PortText = (port) => String(port);

/** An IPv4 address at an offset, in dotted decimal. */
export function ipv4Text(bytes: Uint8Array, at: number): string {
  return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
}

/** An IPv6 address at an offset, as the C library writes it. */
export function ipv6Text(bytes: Uint8Array, at: number): string {
  const words = Array.from({ length: 8 }, (_, i) => wordAt(bytes, at + i * 2));
  const [from, length] = longestZeroRun(words);
  const embedded = from === 0 && (length === 6 || (length === 5 && words[5] === 0xffff));
  if (embedded) return `${length === 6 ? '::' : '::ffff:'}${ipv4Text(bytes, at + 12)}`;
  const hex = words.map((word) => word.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, from).join(':')}::${hex.slice(from + length).join(':')}`;
}

function wordAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
}

function longestZeroRun(words: readonly number[]): [from: number, length: number] {
  let best: [number, number] = [-1, 0];
  for (let from = 0; from < 8; from++) {
    let length = 0;
    while (from + length < 8 && words[from + length] === 0) length++;
    if (length > best[1]) best = [from, length];
    from += length;
  }
  return best;
}

/** Whether an IPv6 address stands for an IPv4 one; the all-zero address counts as one too. */
export function isMappedIpv4(bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < 10; i++) if (bytes[at + i] !== 0) return false;
  const mark = wordAt(bytes, at + 10);
  if (mark === 0xffff) return true;
  return mark === 0 && wordAt(bytes, at + 12) === 0 && wordAt(bytes, at + 14) === 0;
}

/** `10.0.0.1:80->10.0.0.2:4000` from addresses and ports that stand at offsets. */
export function ipv4TupleText(
  bytes: Uint8Array,
  at: { sip: number; sport: number; dip: number; dport: number },
  l4: number,
  portText: PortText,
): string {
  const source = `${ipv4Text(bytes, at.sip)}:${portText(portAt(bytes, at.sport), l4)}`;
  return `${source}->${ipv4Text(bytes, at.dip)}:${portText(portAt(bytes, at.dport), l4)}`;
}

export function ipv6TupleText(
  bytes: Uint8Array,
  at: { sip: number; sport: number; dip: number; dport: number },
  l4: number,
  portText: PortText,
): string {
  const source = `${ipv6Text(bytes, at.sip)}:${portText(portAt(bytes, at.sport), l4)}`;
  return `${source}->${ipv6Text(bytes, at.dip)}:${portText(portAt(bytes, at.dport), l4)}`;
}

/** Ports are stored in the machine's order. */
export function portAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
}

/** Drops what can't be printed, as the reference does with names of unix sockets. */
export function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '');
}

export function hasPorts(l4: number): boolean {
  return l4 === L4.TCP || l4 === L4.UDP;
}
