import type { ByteWriter } from '../../bytes/byte-writer.ts';
import { ipv6Text } from '../../state/address-text.ts';
import { L4 } from '../../state/fd-entry.ts';
import { serviceName } from './services.ts';

/** Writes the four bytes at `at` as a dotted address. */
export function writeIpv4(out: ByteWriter, bytes: Uint8Array, at: number): void {
  for (let i = 0; i < 4; i++) {
    if (i > 0) out.writeByte(0x2e);
    out.writeInteger(bytes[at + i] as number);
  }
}

/** Writes an address held as a byte string of 4 or 16 characters; false for any other length. */
export function writeAddress(out: ByteWriter, address: string): boolean {
  if (address.length !== 4 && address.length !== 16) return false;
  const bytes = Buffer.from(address, 'latin1');
  if (address.length === 4) writeIpv4(out, bytes, 0);
  else out.writeText(ipv6Text(bytes, 0));
  return true;
}

/** Writes a port number, or with `resolve` the name of its service if it has one. */
export function writePort(out: ByteWriter, port: number, l4: number, resolve: boolean): void {
  const name = resolve ? serviceName(port, protocolName(l4)) : undefined;
  if (name === undefined) out.writeInteger(port);
  else out.writeText(name);
}

/** A port as the name of its service, or its number when it has none. */
export function portServiceText(port: number, l4: number): string {
  return serviceName(port, protocolName(l4)) ?? String(port);
}

function protocolName(l4: number): string {
  if (l4 === L4.TCP) return 'tcp';
  return l4 === L4.UDP ? 'udp' : '';
}
