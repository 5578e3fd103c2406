import type { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Event } from '../../state/event.ts';
import { ipv6Text, isMappedIpv4, portAt } from '../../state/address-text.ts';
import { L4 } from '../../state/fd-entry.ts';
import { writeIpv4, writePort } from './address.ts';
import { writeHex64 } from './number.ts';
import { plainText, type ParamText } from './param-text.ts';
import { writePrintable } from './path-text.ts';

/** Address families, the first byte of addresses and tuples. */
const UNIX = 1;
const IPV4 = 2;
const IPV6 = 10;

const LOWER_CASE = 0x61;

/** Text of one address. */
export function socketAddressText(resolvePorts: boolean): ParamText {
  return plainText(0, (event, at, length, out) => {
    if (length <= 0) return out.writeText('NULL');
    const { bytes } = event;
    switch (bytes[at]) {
      case UNIX:
        return writePrintable(out, bytes, at + 1, at + length);
      case IPV4:
        if (length !== 7) return out.writeText('INVALID IPv4');
        return writeIpv4End(event, at + 1, at + 5, resolvePorts, out);
      case IPV6:
        if (length !== 19) return out.writeText('INVALID IPv6');
        return writeIpv6End(event, at + 1, at + 17, resolvePorts, out);
      default:
        writeFamily(out, event, at);
    }
  });
}

/** Text of a connection: source, arrow, destination. */
export function socketTupleText(resolvePorts: boolean): ParamText {
  return plainText(0, (event, at, length, out) => {
    if (length <= 0) return out.writeText('NULL');
    switch (event.bytes[at]) {
      case UNIX:
        return writeUnixTuple(event, at, length, out);
      case IPV4:
        if (length !== 13) return out.writeText('INVALID IPv4');
        writeIpv4End(event, at + 1, at + 5, resolvePorts, out);
        out.writeText('->');
        return writeIpv4End(event, at + 7, at + 11, resolvePorts, out);
      case IPV6:
        if (length !== 37) return out.writeText('INVALID IPv6');
        return writeIpv6Tuple(event, at, resolvePorts, out);
      default:
        writeFamily(out, event, at);
    }
  });
}

/** Pairs of IPv6 addresses that both stand for IPv4 ones are shown as those. */
function writeIpv6Tuple(event: Event, at: number, resolve: boolean, out: ByteWriter): void {
  const { bytes } = event;
  const mapped = isMappedIpv4(bytes, at + 1) && isMappedIpv4(bytes, at + 19);
  const writeEnd = mapped ? writeIpv4End : writeIpv6End;
  const skipped = mapped ? 12 : 0;
  writeEnd(event, at + 1 + skipped, at + 17, resolve, out);
  out.writeText('->');
  writeEnd(event, at + 19 + skipped, at + 35, resolve, out);
}

/** Kernel addresses of both ends, then the path. */
function writeUnixTuple(event: Event, at: number, length: number, out: ByteWriter): void {
  if (length < 17) return;
  const { view } = event;
  writeHex64(out, view.getInt32(at + 1, true), view.getInt32(at + 5, true), LOWER_CASE);
  out.writeText('->');
  writeHex64(out, view.getInt32(at + 9, true), view.getInt32(at + 13, true), LOWER_CASE);
  out.writeByte(0x20);
  writePrintable(out, event.bytes, at + 17, at + length);
}

function writeIpv4End(
  event: Event,
  address: number,
  port: number,
  resolve: boolean,
  out: ByteWriter,
): void {
  writeIpv4(out, event.bytes, address);
  writePortAt(event, port, resolve, out);
}

function writeIpv6End(
  event: Event,
  address: number,
  port: number,
  resolve: boolean,
  out: ByteWriter,
): void {
  out.writeText(ipv6Text(event.bytes, address));
  writePortAt(event, port, resolve, out);
}

function writePortAt(event: Event, at: number, resolve: boolean, out: ByteWriter): void {
  out.writeByte(0x3a);
  writePort(out, portAt(event.bytes, at), event.fd?.shownL4 ?? L4.UNKNOWN, resolve);
}

function writeFamily(out: ByteWriter, event: Event, at: number): void {
  out.writeText(`family ${event.view.getInt8(at)}`);
}
