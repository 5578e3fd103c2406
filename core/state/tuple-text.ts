import type { EventRecord } from '../event/event-record.ts';
import {
  ipv4Text,
  ipv4TupleText,
  ipv6Text,
  ipv6TupleText,
  isMappedIpv4,
  portAt,
  printable,
  type PortText,
} from './address-text.ts';
import { Family } from './socket-info.ts';

const V4 = { sip: 1, sport: 5, dip: 7, dport: 11 } as const;
const V6 = { sip: 1, sport: 17, dip: 19, dport: 35 } as const;
const MAPPED = { sip: 13, sport: 17, dip: 31, dport: 35 } as const;

type Places = { readonly [Key in keyof typeof V4]: number };

/** The text of a SOCKADDR param: `127.0.0.1:80`, a path, or what is wrong with it. */
export function addressText(
  record: EventRecord,
  param: number,
  l4: number,
  portText: PortText,
): string {
  const length = record.length(param);
  if (length <= 0) return 'NULL';
  const { bytes } = record;
  const at = record.offset(param);
  const family = bytes[at] as number;
  if (family === Family.UNIX) return printable(textFrom(record, at + 1, at + length));
  if (family === Family.INET) {
    if (length !== 7) return 'INVALID IPv4';
    return `${ipv4Text(bytes, at + 1)}:${portText(portAt(bytes, at + 5), l4)}`;
  }
  if (family === Family.INET6) {
    if (length !== 19) return 'INVALID IPv6';
    return `${ipv6Text(bytes, at + 1)}:${portText(portAt(bytes, at + 17), l4)}`;
  }
  return `family ${signedByte(family)}`;
}

/** The text of a SOCKTUPLE param: both sides, or kernel addresses and a path. */
export function tupleText(
  record: EventRecord,
  param: number,
  l4: number,
  portText: PortText,
): string {
  const length = record.length(param);
  if (length <= 0) return 'NULL';
  const { bytes } = record;
  const at = record.offset(param);
  const family = bytes[at] as number;
  if (family === Family.INET) {
    return length === 13 ? ipv4TupleText(bytes, moved(V4, at), l4, portText) : 'INVALID IPv4';
  }
  if (family === Family.INET6) {
    if (length !== 37) return 'INVALID IPv6';
    const mapped = isMappedIpv4(bytes, at + V6.sip) && isMappedIpv4(bytes, at + V6.dip);
    if (mapped) return ipv4TupleText(bytes, moved(MAPPED, at), l4, portText);
    return ipv6TupleText(bytes, moved(V6, at), l4, portText);
  }
  if (family === Family.UNIX && length >= 17) {
    const ends = `${hexAt(record, at + 1)}->${hexAt(record, at + 9)}`;
    return `${ends} ${printable(textFrom(record, at + 17, at + length))}`;
  }
  return family === Family.UNIX ? '' : `family ${signedByte(family)}`;
}

/** A stretch of bytes up to its first NUL. */
export function textFrom(record: EventRecord, from: number, to: number): string {
  let end = from;
  while (end < to && record.bytes[end] !== 0) end++;
  return record.slice(from, end);
}

function moved(places: Places, by: number): Places {
  const { sip, sport, dip, dport } = places;
  return { sip: sip + by, sport: sport + by, dip: dip + by, dport: dport + by };
}

function hexAt(record: EventRecord, at: number): string {
  return record.view.getBigUint64(at, true).toString(16);
}

function signedByte(byte: number): number {
  return (byte << 24) >> 24;
}
