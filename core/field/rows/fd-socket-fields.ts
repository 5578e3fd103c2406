import { L4, type FdEntry } from '../../state/fd-entry.ts';
import type { Event } from '../../state/event.ts';
import { Need } from '../../state/needs.ts';
import { defineFields, noValue, type Extract, type FieldSpec } from '../define-fields.ts';
import { touchesFd } from '../event-types.ts';
import { fdEntryOf, isConnection, isListener, ofFd } from './fd-lookup.ts';
import { portServiceText } from '../render/address.ts';

const LOCAL = Need.FDS | Need.INTERFACES | Need.CONTAINERS;

/** Side of a connection: client, server, on this machine, on the other one. */
type Side = 'c' | 's' | 'l' | 'r';

const sideNames: Readonly<Record<Side, string>> = {
  c: 'client',
  s: 'server',
  l: 'local side',
  r: 'remote side',
};
const sides = Object.keys(sideNames) as Side[];

const protocols: Readonly<Record<number, string>> = {
  [L4.TCP]: 'tcp',
  [L4.UDP]: 'udp',
  [L4.ICMP]: 'icmp',
  [L4.RAW]: 'raw',
};

/** Addresses and ports of sockets. */
export const fdSocketFields = defineFields({ class: 'fd', needs: Need.FDS, appliesTo: touchesFd }, [
  {
    name: 'fd.ip',
    type: 'ip',
    filterOnly: true,
    allUnequal: true,
    description: 'Matches when the address of either side does.',
    bind: () => ({
      extract: addressOf('c'),
      extractAll: createPair(
        ({ sip }) => sip,
        ({ dip }) => dip,
      ),
    }),
  },
  ...sides.map(addressField),
  {
    name: 'fd.port',
    type: 'port',
    filterOnly: true,
    allUnequal: true,
    description: 'Matches when the port of either side does.',
    bind: () => ({
      extract: portOf('c'),
      extractAll: createPair(
        ({ sport }) => sport,
        ({ dport }) => dport,
      ),
    }),
  },
  ...sides.map(portField),
  {
    name: 'fd.l4proto',
    description: 'Transport protocol of a socket: tcp, udp, icmp or raw.',
    extract: ofFd((entry) => protocols[entry.shownL4] ?? '<NA>'),
  },
  {
    name: 'fd.is_server',
    type: 'bool',
    description: 'Whether the process is the server of the connection.',
    needs: LOCAL,
    extract: ofFd((entry, event) => {
      if (isListener(entry.type)) return true;
      return isConnection(entry.type) && isLocal(event, entry.dip);
    }),
  },
  {
    name: 'fd.proto',
    type: 'port',
    format: 'NA',
    filterOnly: true,
    allUnequal: true,
    description: 'Matches when the port of either side belongs to the service.',
    bind: () => ({
      extract: portOf('c'),
      extractAll: createPair(
        ({ sport }) => sport,
        ({ dport }) => dport,
      ),
    }),
  },
  ...sides.map(protocolField),
  {
    name: 'fd.net',
    type: 'net',
    filterOnly: true,
    allUnequal: true,
    description: 'Matches when the address of either side is in the network.',
    bind: () => ({
      extract: addressOf('c'),
      extractAll: createPair(
        ({ sip }) => sip,
        ({ dip }) => dip,
      ),
    }),
  },
  ...sides.map(networkField),
  ...sides.map(domainField),
]);

function needsOf(side: Side): number {
  return side === 'l' || side === 'r' ? LOCAL : Need.FDS;
}

function addressField(side: Side): FieldSpec {
  return {
    name: `fd.${side}ip`,
    type: 'ip',
    needs: needsOf(side),
    description: `Address of the ${sideNames[side]}.`,
    extract: addressOf(side),
  };
}

function networkField(side: Side): FieldSpec {
  return {
    ...addressField(side),
    name: `fd.${side}net`,
    type: 'net',
    filterOnly: true,
    description: `Matches when the address of the ${sideNames[side]} is in the network.`,
  };
}

function portField(side: Side): FieldSpec {
  return {
    name: `fd.${side}port`,
    type: 'port',
    needs: needsOf(side),
    description: `Port of the ${sideNames[side]}.`,
    extract: portOf(side),
  };
}

function protocolField(side: Side): FieldSpec {
  const port = side === 's' || side === 'c' ? undefined : portOf(side);
  return {
    name: `fd.${side}proto`,
    needs: needsOf(side),
    description: `Port of the ${sideNames[side]}, with -R as the name of its service.`,
    bind: ({ text }) => {
      const show = (value: number, { shownL4 }: FdEntry): string =>
        text.resolvePorts ? portServiceText(value, shownL4) : String(value);
      return {
        extract: ofFd((entry, event) => {
          if (side === 'c') return clientProtocol(entry, show);
          if (side === 's') return serverProtocol(entry, show);
          const value = port?.(event);
          return value === undefined ? undefined : show(value as number, entry);
        }),
      };
    },
  };
}

type ShowPort = (port: number, entry: FdEntry) => string;

/** Anything with a role has a client protocol, though it is empty unless it is a connection. */
function clientProtocol(entry: FdEntry, show: ShowPort): string | undefined {
  if (!entry.hasRole) return undefined;
  return isConnection(entry.type) ? show(entry.sport, entry) : '';
}

/** Of sockets that listen the reference shows an empty text. */
function serverProtocol(entry: FdEntry, show: ShowPort): string | undefined {
  if (isListener(entry.type)) return '';
  return isConnection(entry.type) && entry.hasRole ? show(entry.dport, entry) : undefined;
}

function domainField(side: Side): FieldSpec {
  return {
    name: `fd.${side}ip.name`,
    description: `Domain name of the ${sideNames[side]}; names are not looked up, so it has no value.`,
    needs: Need.NONE,
    extract: noValue,
  };
}

/** Which of the two ends is asked for: the source, which is the client, or the destination. */
function isSource(event: Event, entry: FdEntry, side: Side): boolean {
  if (side === 'c') return true;
  if (side === 's') return false;
  return isLocal(event, entry.sip) === (side === 'l');
}

function isLocal({ state, thread }: Event, address: string): boolean {
  return thread !== undefined && state.isLocalAddress(address, thread);
}

function addressOf(side: Side): Extract {
  return (event) => {
    const entry = fdEntryOf(event);
    if (!entry?.hasRole) return undefined;
    if (isConnection(entry.type)) return isSource(event, entry, side) ? entry.sip : entry.dip;
    return side === 's' && isListener(entry.type) ? entry.sip : undefined;
  };
}

function portOf(side: Side): Extract {
  return (event) => {
    const entry = fdEntryOf(event);
    if (!entry) return undefined;
    if (side === 's' && isListener(entry.type)) return entry.sport;
    if (!entry.hasRole) return undefined;
    if (!isConnection(entry.type)) return side === 'c' ? 0 : undefined;
    return isSource(event, entry, side) ? entry.sport : entry.dport;
  };
}

/** Both ends of a connection, whatever is known of their roles, or the one of a socket that listens. */
function createPair<T extends string | number>(
  source: (entry: FdEntry) => T,
  destination: (entry: FdEntry) => T,
): (event: Event) => readonly T[] {
  const values: T[] = [];
  return (event) => {
    values.length = 0;
    const entry = fdEntryOf(event);
    if (!entry) return values;
    if (isListener(entry.type)) values.push(source(entry));
    else if (isConnection(entry.type)) values.push(source(entry), destination(entry));
    return values;
  };
}
