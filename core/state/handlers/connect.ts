import type { Event } from '../event.ts';
import { FdEntry, FdFlag, FdType } from '../fd-entry.ts';
import { Need } from '../needs.ts';
import { isMappedIpv4 } from '../address-text.ts';
import {
  connectionName,
  Family,
  isUdpIpv4,
  setDestination,
  setIpv4,
  setIpv6,
  setMappedIpv4,
  setProtocolByte,
  setUnix,
  swapSides,
  TUPLE_V4,
  TUPLE_V6,
} from '../socket-info.ts';
import { L4 } from '../fd-entry.ts';
import type { State } from '../state.ts';
import { addressText, tupleText } from '../tuple-text.ts';
import type { HandlerRow } from './handler.ts';

const EINPROGRESS = 115;

/** Where it wants to connect to is noted at once; whether it does is told by the exit. */
function onConnectEnter(event: Event, state: State): void {
  const { fd } = event;
  const length = event.length(1);
  if (fd === undefined || length <= 0) return;
  const at = event.offset(1);
  const { bytes } = event;
  const family = event.u8(1);
  if (family === Family.INET) {
    if (length >= 7) setDestination(fd, FdType.IPV4_SOCK, bytes, at + 1, at + 5);
  } else if (family === Family.INET6) {
    if (length < 19) return;
    if (isMappedIpv4(bytes, at + 1)) setDestination(fd, FdType.IPV4_SOCK, bytes, at + 13, at + 17);
    else setDestination(fd, FdType.IPV6_SOCK, bytes, at + 1, at + 17);
  } else {
    fd.rename(addressText(event, 1, fd.shownL4, state.portText));
    setUnix(fd, bytes, at + 1, event.end);
  }
}

function onConnectExit(event: Event, state: State): void {
  const fd = event.fd ?? unmatchedFd(event, state);
  if (fd === undefined) return;
  const result = event.i64(0);
  if (result < 0 && result !== -EINPROGRESS) return;
  fd.flags |= FdFlag.SOCKET_CONNECTED;
  if (event.length(1) > 0) takeClientTuple(event, state, fd);
}

/** Newer events name the fd in the exit too, which helps when the enter was missed. */
function unmatchedFd(event: Event, state: State): FdEntry | undefined {
  const { thread } = event;
  if (thread === undefined || event.length(2) < 8) return undefined;
  thread.lastFd = event.i64(2);
  event.fd = state.fdOf(thread, thread.lastFd);
  return event.fd;
}

function takeClientTuple(event: Event, state: State, fd: FdEntry): void {
  const length = event.length(1);
  const at = event.offset(1);
  const family = event.u8(1);
  if (family === Family.INET || family === Family.INET6) {
    const needed = family === Family.INET ? TUPLE_V4.length : TUPLE_V6.length;
    const changed = length >= needed && takeTuple(fd, family, event.bytes, at);
    if (changed && fd.isServer && isUdpIpv4(fd)) swapSides(fd);
    fd.rename(connectionName(fd, state.portText));
  } else {
    fd.rename(tupleText(event, 1, fd.shownL4, state.portText));
    setUnix(fd, event.bytes, at + 1, at + length);
  }
  if (!fd.hasRole) fd.mark(FdFlag.ROLE_CLIENT);
}

/** Makes a connection of the tuple's own type; returns whether the addresses changed. */
function takeTuple(fd: FdEntry, family: number, bytes: Uint8Array, at: number): boolean {
  if (family === Family.INET) {
    fd.type = FdType.IPV4_SOCK;
    return setIpv4(fd, bytes, at);
  }
  const mapped = isMappedIpv4(bytes, at + TUPLE_V6.sip) && isMappedIpv4(bytes, at + TUPLE_V6.dip);
  fd.type = mapped ? FdType.IPV4_SOCK : FdType.IPV6_SOCK;
  return mapped ? setMappedIpv4(fd, bytes, at) : setIpv6(fd, bytes, at);
}

function onAccept(event: Event, state: State): void {
  const { thread } = event;
  const number = event.i64(0);
  if (thread === undefined || number < 0) return;
  thread.lastFd = number;
  const length = event.length(1);
  if (length <= 0) return;
  const family = event.u8(1);
  const fd = new FdEntry(FdType.UNKNOWN);
  if (family === Family.UNIX) {
    fd.type = FdType.UNIX_SOCK;
    setUnix(fd, event.bytes, event.offset(1) + 1, event.offset(1) + length);
  } else if (!acceptIp(event, fd, family, length)) {
    return;
  }
  fd.name = tupleText(event, 1, event.fd?.shownL4 ?? L4.UNKNOWN, state.portText);
  fd.flags = FdFlag.ROLE_SERVER | FdFlag.SOCKET_CONNECTED;
  state.addFd(event, number, fd);
}

function acceptIp(event: Event, fd: FdEntry, family: number, length: number): boolean {
  if (family !== Family.INET && family !== Family.INET6) return false;
  const needed = family === Family.INET ? TUPLE_V4.length : TUPLE_V6.length;
  if (length < needed) fd.type = family === Family.INET ? FdType.IPV4_SOCK : FdType.IPV6_SOCK;
  else takeTuple(fd, family, event.bytes, event.offset(1));
  setProtocolByte(fd, L4.TCP);
  return true;
}

export const connectRows: readonly HandlerRow[] = [
  { needs: Need.FDS, events: ['connect>'], create: () => onConnectEnter },
  { needs: Need.FDS, events: ['connect<'], create: () => onConnectExit },
  { needs: Need.FDS, events: ['accept<', 'accept4<'], create: () => onAccept },
];
