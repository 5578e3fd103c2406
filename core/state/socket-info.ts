import { latin1Slice } from '../bytes/latin1.ts';
import { unsigned64 } from '../bytes/words.ts';
import {
  hasPorts,
  ipv4Text,
  ipv4TupleText,
  ipv6Text,
  ipv6TupleText,
  isMappedIpv4,
  portAt,
  type PortText,
} from './address-text.ts';
import { FdFlag, FdType, L4, type FdEntry } from './fd-entry.ts';

/**
 * The addresses of a socket share one piece of memory whatever the socket's type is, as in the
 * reference: a socket whose type changes keeps what the old type left in those bytes, and that shows.
 */
const V4 = { sip: 0, dip: 4, sport: 8, dport: 10, l4: 12 } as const;
const V6 = { sip: 0, dip: 16, sport: 32, dport: 34, l4: 36 } as const;
const V4_SERVER = { port: 4, l4: 6 } as const;
const V6_SERVER = { port: 16, l4: 18 } as const;
const UNIX = { source: 0, destination: 8 } as const;
const SOCKET_BYTES = 40;

/** Where the parts of a packed tuple stand, after its family byte. */
const TUPLE_V4 = { sip: 1, sport: 5, dip: 7, dport: 11, length: 13 } as const;
const TUPLE_V6 = { sip: 1, sport: 17, dip: 19, dport: 35, length: 37 } as const;
const TUPLE_MAPPED = { sip: 13, sport: 17, dip: 31, dport: 35 } as const;

export const Family = { UNIX: 1, INET: 2, INET6: 10, NETLINK: 16 } as const;

/** The bytes behind a socket's addresses, made when first needed. */
export function socketBytes(fd: FdEntry): Uint8Array {
  return (fd.socket ??= new Uint8Array(SOCKET_BYTES));
}

/** Reads the addresses, ports and protocol again after the bytes or the type changed. */
function publish(fd: FdEntry): void {
  const socket = socketBytes(fd);
  fd.dip = '';
  fd.dport = 0;
  if (fd.type === FdType.IPV4_SOCK) publishTuple(fd, socket, V4, 4);
  else if (fd.type === FdType.IPV6_SOCK) publishTuple(fd, socket, V6, 16);
  else if (fd.type === FdType.IPV4_SERVSOCK) publishServer(fd, socket, V4_SERVER, 4);
  else if (fd.type === FdType.IPV6_SERVSOCK) publishServer(fd, socket, V6_SERVER, 16);
  else publishUnix(fd, socket);
  fd.touch();
}

function publishTuple(fd: FdEntry, socket: Uint8Array, at: typeof V4 | typeof V6, size: number) {
  fd.sip = latin1Slice(socket, at.sip, at.sip + size);
  fd.dip = latin1Slice(socket, at.dip, at.dip + size);
  fd.sport = portAt(socket, at.sport);
  fd.dport = portAt(socket, at.dport);
  fd.l4 = socket[at.l4] as number;
}

function publishServer(
  fd: FdEntry,
  socket: Uint8Array,
  at: typeof V4_SERVER | typeof V6_SERVER,
  size: number,
): void {
  fd.sip = latin1Slice(socket, 0, size);
  fd.sport = portAt(socket, at.port);
  fd.l4 = socket[at.l4] as number;
}

function publishUnix(fd: FdEntry, socket: Uint8Array): void {
  fd.sip = '';
  fd.sport = 0;
  fd.l4 = L4.UNKNOWN;
  fd.unixSource = pointerAt(socket, UNIX.source);
  fd.unixDestination = pointerAt(socket, UNIX.destination);
}

function pointerAt(bytes: Uint8Array, at: number) {
  return unsigned64(wordAt(bytes, at), wordAt(bytes, at + 4));
}

function wordAt(bytes: Uint8Array, at: number): number {
  return portAt(bytes, at) | (portAt(bytes, at + 2) << 16);
}

/** Sets the protocol of a connection. */
export function setProtocolByte(fd: FdEntry, l4: number): void {
  socketBytes(fd)[fd.type === FdType.IPV6_SOCK ? V6.l4 : V4.l4] = l4;
  publish(fd);
}

/** Turns a socket into a listening one; addresses of 4 or 16 bytes are copied from `bytes`. */
export function setServer(
  fd: FdEntry,
  type: number,
  bytes: Uint8Array,
  ipAt: number,
  port: number,
  l4: number,
): void {
  const socket = socketBytes(fd);
  const size = type === FdType.IPV4_SERVSOCK ? 4 : 16;
  const at = type === FdType.IPV4_SERVSOCK ? V4_SERVER : V6_SERVER;
  fd.type = type;
  copyBytes(bytes, ipAt, socket, 0, size);
  writePort(socket, at.port, port);
  socket[at.l4] = l4;
  publish(fd);
}

/** The protocol byte where a connection of the family has it, whatever the type is now. */
export function protocolByte(fd: FdEntry, family: number): number {
  return socketBytes(fd)[family === Family.INET6 ? V6.l4 : V4.l4] as number;
}

/** A listening IPv4 socket that becomes a connection keeps its protocol. */
export function keepServerProtocol(fd: FdEntry): void {
  const socket = socketBytes(fd);
  const l4 = socket[V4_SERVER.l4] as number;
  // What else would be kept of one from the tables, the reference has never written.
  if ((fd.flags & FdFlag.FROM_TABLES) !== 0) socket.fill(0, V4_SERVER.port);
  socket[V4.l4] = l4;
}

/** Overwrites the destination with the address and port at an offset. */
export function setDestination(
  fd: FdEntry,
  type: number,
  bytes: Uint8Array,
  ipAt: number,
  portFrom: number,
): void {
  const socket = socketBytes(fd);
  const at = type === FdType.IPV4_SOCK ? V4 : V6;
  fd.type = type;
  copyBytes(bytes, ipAt, socket, at.dip, type === FdType.IPV4_SOCK ? 4 : 16);
  copyBytes(bytes, portFrom, socket, at.dport, 2);
  publish(fd);
}

/** Sets the two kernel addresses of a unix socket from a stretch of bytes, zero where it is short. */
export function setUnix(fd: FdEntry, bytes: Uint8Array, at: number, end: number): void {
  const socket = socketBytes(fd);
  for (let i = 0; i < 16; i++) socket[i] = at + i < end ? (bytes[at + i] as number) : 0;
  publish(fd);
}

/** Sets both sides of an IPv4 connection to what is packed at `at`, by the rules of `takeOver`. */
export function setIpv4(fd: FdEntry, bytes: Uint8Array, at: number): boolean {
  return takeOver(fd, bytes, at, TUPLE_V4, V4, 4);
}

/** The same for a tuple of IPv6 addresses that stand for IPv4 ones. */
export function setMappedIpv4(fd: FdEntry, bytes: Uint8Array, at: number): boolean {
  return takeOver(fd, bytes, at, TUPLE_MAPPED, V4, 4);
}

export function setIpv6(fd: FdEntry, bytes: Uint8Array, at: number): boolean {
  return takeOver(fd, bytes, at, TUPLE_V6, V6, 16);
}

interface Places {
  readonly sip: number;
  readonly sport: number;
  readonly dip: number;
  readonly dport: number;
}

/**
 * The source is always replaced, the destination only where it was zero; nothing happens when the
 * two sides are the same already, in either direction. Returns whether anything changed.
 */
function takeOver(
  fd: FdEntry,
  bytes: Uint8Array,
  at: number,
  from: Places,
  to: Places,
  size: number,
): boolean {
  const socket = socketBytes(fd);
  const typed = fd.type === (size === 4 ? FdType.IPV4_SOCK : FdType.IPV6_SOCK);
  if (typed && sameSides(socket, to, bytes, at, from, size)) return false;
  let changed = replace(bytes, at + from.sip, socket, to.sip, size);
  changed = replace(bytes, at + from.sport, socket, to.sport, 2) || changed;
  if (isZero(socket, to.dip, size)) {
    copyBytes(bytes, at + from.dip, socket, to.dip, size);
    changed = true;
  }
  if (isZero(socket, to.dport, 2)) {
    copyBytes(bytes, at + from.dport, socket, to.dport, 2);
    changed = true;
  }
  publish(fd);
  return changed;
}

function sameSides(
  a: Uint8Array,
  to: Places,
  b: Uint8Array,
  at: number,
  from: Places,
  size: number,
): boolean {
  const straight =
    equal(a, to.sip, b, at + from.sip, size) &&
    equal(a, to.sport, b, at + from.sport, 2) &&
    equal(a, to.dip, b, at + from.dip, size) &&
    equal(a, to.dport, b, at + from.dport, 2);
  return (
    straight ||
    (equal(a, to.sip, b, at + from.dip, size) &&
      equal(a, to.sport, b, at + from.dport, 2) &&
      equal(a, to.dip, b, at + from.sip, size) &&
      equal(a, to.dport, b, at + from.sport, 2))
  );
}

/** Exchanges source and destination. */
export function swapSides(fd: FdEntry): void {
  const socket = socketBytes(fd);
  const at = fd.type === FdType.IPV4_SOCK ? V4 : V6;
  swapBytes(socket, at.sip, at.dip, fd.type === FdType.IPV4_SOCK ? 4 : 16);
  swapBytes(socket, at.sport, at.dport, 2);
  publish(fd);
}

/** Ports at the places of an IPv4 connection, whatever the type: the role is guessed from them. */
export function ipv4Ports(fd: FdEntry): { sport: number; dport: number } {
  const socket = socketBytes(fd);
  return { sport: portAt(socket, V4.sport), dport: portAt(socket, V4.dport) };
}

/** What the name of a connection is made from its bytes. */
export function connectionName(fd: FdEntry, portText: PortText): string {
  const socket = socketBytes(fd);
  if (fd.type === FdType.IPV4_SOCK) {
    const l4 = socket[V4.l4] as number;
    if (hasPorts(l4)) return ipv4TupleText(socket, V4, l4, portText);
    if (l4 !== L4.ICMP && l4 !== L4.RAW) return '<unknown>';
    return `${ipv4Text(socket, V4.sip)}->${ipv4Text(socket, V4.dip)}`;
  }
  const l4 = socket[V6.l4] as number;
  const mapped = isMappedIpv4(socket, V6.sip) && isMappedIpv4(socket, V6.dip);
  if (hasPorts(l4)) {
    const places = { sip: 12, dip: 28, sport: V4.sport, dport: V4.dport };
    if (mapped) return ipv4TupleText(socket, places, socket[V4.l4] as number, portText);
    return ipv6TupleText(socket, V6, l4, portText);
  }
  if (l4 !== L4.ICMP) return '<unknown>';
  if (mapped) return `${ipv4Text(socket, 12)}->${ipv4Text(socket, 28)}`;
  return `${ipv6Text(socket, V6.sip)}->${ipv6Text(socket, V6.dip)}`;
}

/** The name that sockets of the start tables have: with ports whatever the protocol. */
export function loadedName(fd: FdEntry, portText: PortText): string {
  const socket = socketBytes(fd);
  switch (fd.type) {
    case FdType.IPV4_SOCK:
      return ipv4TupleText(socket, V4, fd.l4, portText);
    case FdType.IPV6_SOCK:
      return ipv6TupleText(socket, V6, fd.l4, portText);
    case FdType.IPV4_SERVSOCK:
      return `${ipv4Text(socket, 0)}:${portText(fd.sport, fd.l4)}`;
    default:
      return `${ipv6Text(socket, 0)}:${portText(fd.sport, fd.l4)}`;
  }
}

/** A loaded connection: sides as byte strings. */
export function setSides(
  fd: FdEntry,
  sides: { sip: string; dip: string; sport: number; dport: number; l4: number },
): void {
  const socket = socketBytes(fd);
  const at = fd.type === FdType.IPV4_SOCK ? V4 : V6;
  writeText(socket, at.sip, sides.sip, fd.type === FdType.IPV4_SOCK ? 4 : 16);
  writeText(socket, at.dip, sides.dip, fd.type === FdType.IPV4_SOCK ? 4 : 16);
  writePort(socket, at.sport, sides.sport);
  writePort(socket, at.dport, sides.dport);
  socket[at.l4] = sides.l4;
  publish(fd);
}

/** Replaces a side whose address is zero by the interface that the other side is reached through. */
export function fillSide(fd: FdEntry, infer: (other: string) => string): boolean {
  if (fd.type !== FdType.IPV4_SOCK && fd.type !== FdType.IPV6_SOCK) return false;
  const at = fd.type === FdType.IPV4_SOCK ? V4 : V6;
  const size = fd.type === FdType.IPV4_SOCK ? 4 : 16;
  const socket = socketBytes(fd);
  const sourceMissing = isZero(socket, at.sip, size);
  if (!sourceMissing && !isZero(socket, at.dip, size)) return false;
  const other = sourceMissing ? fd.dip : fd.sip;
  const address = infer(other);
  if (address === other && fd.sport === fd.dport) return false;
  writeText(socket, sourceMissing ? at.sip : at.dip, address, size);
  publish(fd);
  return true;
}

export function isConnection(fd: FdEntry): boolean {
  return fd.type === FdType.IPV4_SOCK || fd.type === FdType.IPV6_SOCK;
}

export function isTcpIpv4(fd: FdEntry): boolean {
  return fd.type === FdType.IPV4_SOCK && fd.l4 === L4.TCP;
}

export function isUdpIpv4(fd: FdEntry): boolean {
  return fd.type === FdType.IPV4_SOCK && fd.l4 === L4.UDP;
}

function copyBytes(
  from: Uint8Array,
  at: number,
  to: Uint8Array,
  toAt: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) to[toAt + i] = from[at + i] as number;
}

function replace(
  from: Uint8Array,
  at: number,
  to: Uint8Array,
  toAt: number,
  count: number,
): boolean {
  if (equal(from, at, to, toAt, count)) return false;
  copyBytes(from, at, to, toAt, count);
  return true;
}

function equal(a: Uint8Array, aAt: number, b: Uint8Array, bAt: number, count: number): boolean {
  for (let i = 0; i < count; i++) if (a[aAt + i] !== b[bAt + i]) return false;
  return true;
}

function isZero(bytes: Uint8Array, at: number, count: number): boolean {
  for (let i = 0; i < count; i++) if (bytes[at + i] !== 0) return false;
  return true;
}

function swapBytes(bytes: Uint8Array, a: number, b: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const kept = bytes[a + i] as number;
    bytes[a + i] = bytes[b + i] as number;
    bytes[b + i] = kept;
  }
}

function writePort(bytes: Uint8Array, at: number, port: number): void {
  bytes[at] = port & 0xff;
  bytes[at + 1] = port >>> 8;
}

function writeText(bytes: Uint8Array, at: number, text: string, size: number): void {
  for (let i = 0; i < size; i++) bytes[at + i] = i < text.length ? text.charCodeAt(i) : 0;
}

export { TUPLE_V4, TUPLE_V6 };
