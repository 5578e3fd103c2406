/** The addresses whose first `bits` bits are those of `prefix`. */
export interface Network {
  /** A byte string of 4 or 16 characters. */
  readonly prefix: string;
  readonly bits: number;
}

/** An IPv4 or IPv6 address as a byte string of 4 or 16 characters; undefined when it is none. */
export function parseAddress(text: string): string | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/**
 * A network, `address/bits`. An IPv6 address alone stands for the 64 bits of its subnet, as in the
 * reference.
 */
export function parseNetwork(text: string): Network | undefined {
  const slash = text.indexOf('/');
  const prefix = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (prefix === undefined) return undefined;
  if (slash < 0) return prefix.length === 16 ? { prefix, bits: 64 } : undefined;
  const digits = text.slice(slash + 1);
  const bits = Number(digits);
  if (!/^[0-9]{1,3}$/.test(digits) || bits > prefix.length * 8) return undefined;
  return { prefix, bits };
}

/** Whether an address lies in a network; never when one is IPv4 and the other IPv6. */
export function isInNetwork(address: string, { prefix, bits }: Network): boolean {
  if (address.length !== prefix.length) return false;
  const whole = bits >> 3;
  for (let i = 0; i < whole; i++) {
    if (address.charCodeAt(i) !== prefix.charCodeAt(i)) return false;
  }
  const rest = bits & 7;
  if (rest === 0) return true;
  const shift = 8 - rest;
  return address.charCodeAt(whole) >> shift === prefix.charCodeAt(whole) >> shift;
}

function parseIpv4(text: string): string | undefined {
  const parts = text.split('.', 5);
  if (parts.length !== 4) return undefined;
  let address = '';
  for (const part of parts) {
    if (!/^(?:0|[1-9][0-9]{0,2})$/.test(part) || Number(part) > 255) return undefined;
    address += String.fromCharCode(Number(part));
  }
  return address;
}

const MAX_IPV6_TEXT = 45;

function parseIpv6(text: string): string | undefined {
  if (text.length > MAX_IPV6_TEXT) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0] as string, halves.length === 1);
  if (halves.length === 1) return head?.length === 16 ? head : undefined;
  const tail = parseGroups(halves[1] as string, true);
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  return missing < 2 ? undefined : head + '\0'.repeat(missing) + tail;
}

/** Groups of four hex digits, the last of which may be an IPv4 address. */
function parseGroups(text: string, mayEndInIpv4: boolean): string | undefined {
  if (text === '') return '';
  const groups = text.split(':');
  let bytes = '';
  for (const [i, group] of groups.entries()) {
    if (mayEndInIpv4 && i === groups.length - 1 && group.includes('.')) {
      const ipv4 = parseIpv4(group);
      return ipv4 === undefined ? undefined : bytes + ipv4;
    }
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
    const value = Number.parseInt(group, 16);
    bytes += String.fromCharCode(value >> 8, value & 0xff);
  }
  return bytes;
}
