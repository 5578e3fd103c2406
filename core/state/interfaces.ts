import type { InterfaceEntry } from '../event/source.ts';

const LOOPBACK_V4 = '\x7f\0\0\x01';
const LOOPBACK_V6 = `${'\0'.repeat(15)}\x01`;

/** The addresses of the machine the events come from; all addresses are byte strings. */
export class LocalAddresses {
  readonly #v4: InterfaceEntry[] = [];
  readonly #v6: InterfaceEntry[] = [];

  constructor(interfaces: readonly InterfaceEntry[]) {
    for (const entry of interfaces) {
      if (entry.address.length === 4) this.#v4.push(entry);
      else if (entry.address.length === 16) this.#v6.push(entry);
    }
  }

  /** The own address that another one is most likely reached from; zeros when there is none. */
  infer(other: string): string {
    const v4 = other.length === 4;
    const list = v4 ? this.#v4 : this.#v6;
    const loopback = v4 ? LOOPBACK_V4 : LOOPBACK_V6;
    const found =
      list.find(({ address }) => address === other) ??
      list.find((entry) => (v4 ? sameNet(entry, other) : sameSubnet(entry.address, other))) ??
      list.find(({ address }) => address !== loopback);
    return found?.address ?? '\0'.repeat(other.length);
  }

  /** Whether an address is the machine's own. IPv6: whether it is in a subnet of the machine. */
  has(address: string): boolean {
    if (address.length === 4) return this.#v4.some((entry) => entry.address === address);
    return this.#v6.some((entry) => sameSubnet(entry.address, address));
  }

  /** Whether an IPv4 address is private or in a net of the machine. */
  inSubnet(address: string): boolean {
    const first = address.charCodeAt(0);
    const second = address.charCodeAt(1);
    if (first === 10 || (first === 192 && second === 168)) return true;
    if (first === 172 && (second & 0x3f) === 16) return true;
    return this.#v4.some((entry) => sameNet(entry, address));
  }
}

function sameNet({ address, netmask }: InterfaceEntry, other: string): boolean {
  for (let i = 0; i < 4; i++) {
    if ((address.charCodeAt(i) ^ other.charCodeAt(i)) & netmask.charCodeAt(i)) return false;
  }
  return true;
}

/** By convention the first 64 bits of an IPv6 address are its net. */
function sameSubnet(a: string, b: string): boolean {
  return a.slice(0, 8) === b.slice(0, 8);
}
