import type { EventRecord } from '../../event/event-record.ts';
import { EventFlag, type EventTable, type EventType } from '../../event/event-table.ts';
import type { Event } from '../event.ts';
import { FdFlag, FdType, L4, type FdEntry } from '../fd-entry.ts';
import { Need } from '../needs.ts';
import { isMappedIpv4 } from '../address-text.ts';
import {
  connectionName,
  Family,
  fillSide,
  ipv4Ports,
  isConnection,
  isTcpIpv4,
  keepServerProtocol,
  setIpv4,
  setIpv6,
  setMappedIpv4,
  setProtocolByte,
  setUnix,
  swapSides,
  TUPLE_V4,
  TUPLE_V6,
} from '../socket-info.ts';
import type { State } from '../state.ts';
import type { Thread } from '../thread.ts';
import { textFrom, tupleText } from '../tuple-text.ts';
import { ABSENT, enterOf, paramOf, type Handler, type HandlerRow } from './handler.ts';

/**
 * Reads and writes tell about sockets: that they are connected and, where the event has a tuple, whom
 * with. A read has its tuple in the exit event, a write in the enter event.
 */
function createTransfer(type: EventType, table: EventTable): Handler {
  const reads = (type.flags & EventFlag.READS_FROM_FD) !== 0;
  const tuple = paramOf(reads ? type : enterOf(type, table), 'tuple');
  return (event, state) => {
    const { fd } = event;
    if (fd === undefined || event.first64() < 0) return;
    if (isConnection(fd)) fd.flags |= FdFlag.SOCKET_CONNECTED;
    if (tuple === ABSENT || (fd.name !== '' && isTcpIpv4(fd))) return;
    const told = reads ? event : state.enterRecord(event);
    if (told !== undefined && takeTuple(told, tuple, fd, state)) {
      nameFromTuple(event, state, told, tuple, reads);
    }
  };
}

/** Takes over the addresses of a tuple; false when there is none or nothing changed. */
function takeTuple(told: EventRecord, param: number, fd: FdEntry, state: State): boolean {
  const length = told.length(param);
  if (length <= 0) return false;
  const at = told.offset(param);
  const family = told.u8(param);
  if (family === Family.UNIX) {
    fd.type = FdType.UNIX_SOCK;
    setUnix(fd, told.bytes, at + 1, at + length);
    fd.name = textFrom(told, at + 17, at + length);
    return true;
  }
  if (!takeAddresses(fd, family, told.bytes, at, length)) return false;
  // Only a datagram socket can change its addresses in the middle.
  if (isConnection(fd) && fd.l4 === L4.UNKNOWN) setProtocolByte(fd, L4.UDP);
  fillSide(fd, (other) => state.localAddresses.infer(other));
  return true;
}

function takeAddresses(
  fd: FdEntry,
  family: number,
  bytes: Uint8Array,
  at: number,
  length: number,
): boolean {
  if (family === Family.INET) {
    if (length < TUPLE_V4.length) return false;
    if (fd.type === FdType.IPV4_SERVSOCK) keepServerProtocol(fd);
    fd.type = FdType.IPV4_SOCK;
    return setIpv4(fd, bytes, at);
  }
  if (family !== Family.INET6) return true;
  if (length < TUPLE_V6.length) return false;
  if (isMappedIpv4(bytes, at + TUPLE_V6.sip) && isMappedIpv4(bytes, at + TUPLE_V6.dip)) {
    fd.type = FdType.IPV4_SOCK;
    return setMappedIpv4(fd, bytes, at);
  }
  return setIpv6(fd, bytes, at);
}

function nameFromTuple(
  event: Event,
  state: State,
  told: EventRecord,
  param: number,
  reads: boolean,
): void {
  const { fd, thread } = event;
  if (fd === undefined || thread === undefined) return;
  if (!isConnection(fd)) {
    // A stored enter event has no fd of its own: its text is made without knowing the protocol.
    const l4 = reads ? fd.shownL4 : L4.UNKNOWN;
    fd.rename(tupleText(told, param, l4, state.portText));
    return;
  }
  if (!fd.hasRole) fd.mark(guessRole(fd, thread, state, reads));
  if (reads ? fd.isClient : fd.isServer) swapSides(fd);
  fd.rename(connectionName(fd, state.portText));
}

/** Who owns the destination port is the server; otherwise servers read first and clients write. */
function guessRole(fd: FdEntry, thread: Thread, state: State, reads: boolean): number {
  const { sport, dport } = ipv4Ports(fd);
  let bound = false;
  let usesSource = false;
  for (const other of state.fdTableOf(thread)?.values() ?? []) {
    if (other.type === FdType.IPV4_SOCK) {
      bound ||= other.dport === dport;
      usesSource ||= other.sport === sport;
    } else if (other.type === FdType.IPV4_SERVSOCK) {
      bound ||= other.sport === dport;
    }
  }
  if (!bound) return FdFlag.ROLE_CLIENT;
  return !usesSource || reads ? FdFlag.ROLE_SERVER : FdFlag.ROLE_CLIENT;
}

const create = createTransfer;

export const transferRows: readonly HandlerRow[] = [
  {
    needs: Need.CONNECTED,
    events: ['read<', 'write<', 'readv<', 'writev<', 'pread<', 'pwrite<'],
    create,
  },
  { needs: Need.CONNECTED, events: ['preadv<', 'pwritev<', 'recv<', 'send<'], create },
  { needs: Need.FDS, events: ['recvfrom<', 'recvmsg<', 'sendto<', 'sendmsg<'], create },
];
