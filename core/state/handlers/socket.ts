import type { EventTable, EventType } from '../../event/event-table.ts';
import type { Event } from '../event.ts';
import { FdEntry, FdFlag, FdType, L4 } from '../fd-entry.ts';
import { Need } from '../needs.ts';
import { Family, protocolByte, setProtocolByte, setServer, socketBytes } from '../socket-info.ts';
import { isMappedIpv4, portAt } from '../address-text.ts';
import type { State } from '../state.ts';
import { addressText } from '../tuple-text.ts';
import type { Handler, HandlerRow } from './handler.ts';
import { storeEnter } from './store.ts';

const SOCK_STREAM = 1;
const SOCK_DGRAM = 2;
const SOCK_RAW = 3;
const Protocol = { IP: 0, ICMP: 1, TCP: 6, UDP: 17, RAW: 255 } as const;

function protocolOf(type: number, protocol: number): number {
  switch (protocol) {
    case Protocol.TCP:
      return type === SOCK_RAW ? L4.RAW : L4.TCP;
    case Protocol.UDP:
      return type === SOCK_RAW ? L4.RAW : L4.UDP;
    case Protocol.ICMP:
      return type === SOCK_RAW ? L4.RAW : L4.ICMP;
    case Protocol.RAW:
      return L4.RAW;
    case Protocol.IP:
      // Newer kernels put flags into the upper bits of the type.
      if ((type & 0xff) === SOCK_STREAM) return L4.TCP;
      return (type & 0xff) === SOCK_DGRAM ? L4.UDP : L4.UNKNOWN;
    default:
      return L4.UNKNOWN;
  }
}

const FAMILY_TYPES = new Map<number, number>([
  [Family.UNIX, FdType.UNIX_SOCK],
  [Family.INET, FdType.IPV4_SOCK],
  [Family.INET6, FdType.IPV6_SOCK],
  [Family.NETLINK, FdType.NETLINK],
]);

/** Adds a new socket without addresses. */
function addSocket(
  event: Event,
  state: State,
  fd: number,
  socket: { family: number; type: number; protocol: number },
): void {
  const entry = new FdEntry(FAMILY_TYPES.get(socket.family) ?? FdType.UNKNOWN);
  if (socket.family === Family.INET || socket.family === Family.INET6) {
    setProtocolByte(entry, protocolOf(socket.type, socket.protocol));
  }
  state.addFd(event, fd, entry);
}

function onSocket(event: Event, state: State): void {
  const fd = event.i64(0);
  if (fd < 0 || event.thread === undefined) return;
  const enter = state.enterRecord(event);
  if (enter === undefined) return;
  addSocket(event, state, fd, {
    family: enter.u32(0),
    type: enter.u32(1),
    protocol: enter.u32(2),
  });
}

/** A datagram sent through an fd that was opened before the capture began tells what it is. */
function inferSocket(event: Event, state: State): void {
  if (event.fd !== undefined || event.thread === undefined) return;
  const fd = event.i64(0);
  const family = event.u8(2);
  if (fd < 0 || (family !== Family.INET && family !== Family.INET6)) return;
  addSocket(event, state, fd, { family, type: SOCK_DGRAM, protocol: Protocol.UDP });
}

function onSendtoEnter(event: Event, state: State): void {
  inferSocket(event, state);
  storeEnter(event);
}

/** Bytes of a packed address: family, ip, port. */
const ADDRESS_V4 = 7;
const ADDRESS_V6 = 19;

/** A port makes it a listening socket; without one only the name changes. */
function onBind(event: Event, state: State): void {
  const { fd } = event;
  if (fd === undefined || event.i64(0) < 0) return;
  const length = event.length(1);
  if (length <= 0) return;
  const at = event.offset(1);
  const family = event.u8(1);
  if (family === Family.INET && length >= ADDRESS_V4) bindIpv4(event, fd, at);
  else if (family === Family.INET6 && length >= ADDRESS_V6) bindIpv6(event, fd, at);
  fd.rename(addressText(event, 1, fd.shownL4, state.portText));
}

function bindIpv4(event: Event, fd: FdEntry, at: number): void {
  const port = portAt(event.bytes, at + 5);
  if (port === 0) return;
  const l4 = protocolByte(fd, Family.INET);
  setServer(fd, FdType.IPV4_SERVSOCK, event.bytes, at + 1, port, l4);
  fd.mark(FdFlag.ROLE_SERVER);
}

function bindIpv6(event: Event, fd: FdEntry, at: number): void {
  const port = portAt(event.bytes, at + 17);
  if (port === 0) return;
  const l4 = protocolByte(fd, Family.INET6);
  const mapped = isMappedIpv4(event.bytes, at + 1);
  const type = mapped ? FdType.IPV4_SERVSOCK : FdType.IPV6_SERVSOCK;
  setServer(fd, type, event.bytes, mapped ? at + 13 : at + 1, port, l4);
  fd.mark(FdFlag.ROLE_SERVER);
}

function onSocketpair(event: Event, state: State): void {
  if (event.i64(0) < 0 || event.thread === undefined) return;
  const first = new FdEntry(FdType.UNIX_SOCK);
  const socket = socketBytes(first);
  if (event.length(3) >= 8) socket.set(event.bytes.subarray(event.offset(3), event.offset(3) + 8));
  if (event.length(4) >= 8)
    socket.set(event.bytes.subarray(event.offset(4), event.offset(4) + 8), 8);
  first.unixSource = event.unsigned(3);
  first.unixDestination = event.unsigned(4);
  const second = first.copy();
  state.addFd(event, event.i64(1), first);
  state.threads.addFd(event.thread, event.i64(2), second);
}

const only = (handler: Handler) => (_type: EventType, _table: EventTable) => handler;

/** What is asked about a socket is found through its number, also when the enter event is missing. */
function onGetOption(event: Event, state: State): void {
  const { thread } = event;
  if (thread === undefined || event.length(OPTION_FD) < 8) return;
  const fd = event.i64(OPTION_FD);
  event.fd = state.fdOf(state.leaderOf(thread), fd);
  thread.lastFd = fd;
}
const OPTION_FD = 1;

export const socketRows: readonly HandlerRow[] = [
  { needs: Need.FDS, events: ['socket<'], create: only(onSocket) },
  { needs: Need.FDS, events: ['sendto>'], create: only(onSendtoEnter) },
  { needs: Need.FDS, events: ['bind<'], create: only(onBind) },
  { needs: Need.FDS, events: ['socketpair<'], create: only(onSocketpair) },
  { needs: Need.FDS, events: ['getsockopt<'], create: only(onGetOption) },
];
