import type { Socket } from 'node:dgram';
import { formatGrant, maySend, type Grant } from '@chisel/core/sandbox/grants.ts';

const MAX_BYTES = 65507;
/** Datagrams that wait to be sent; more are refused, so that no chisel fills the memory. */
const MAX_WAITING = 4096;

export interface Peer {
  /** An IP address or a host name, as the permission has it. */
  readonly host: string;
  readonly port: number;
}

/** Datagrams of a chisel: to the places that were granted to it, and nowhere else. */
export class Datagrams {
  readonly #grants: readonly Grant[];
  readonly #sockets = new Map<'udp4' | 'udp6', Socket>();
  #waiting = 0;
  #idle: (() => void) | undefined;

  constructor(grants: readonly Grant[]) {
    this.#grants = grants;
  }

  /** Throws when nothing may be sent to this place. */
  check({ host, port }: Peer): void {
    if (maySend(this.#grants, host, port)) return;
    const grant = formatGrant({ kind: 'net', host, port });
    throw new Error(`not granted; --allow ${grant} lets the chisel send there`);
  }

  send(peer: Peer, bytes: Buffer): void {
    this.check(peer);
    if (bytes.length > MAX_BYTES) throw new Error('the message is too long');
    if (this.#waiting >= MAX_WAITING) throw new Error('too many messages at once');
    this.#waiting++;
    // Nobody listens: as for any datagram, that is no error.
    this.#socketFor(peer.host).send(bytes, peer.port, peer.host, () => this.#sent());
  }

  /** Resolves when all has been sent. */
  async close(): Promise<void> {
    if (this.#waiting > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
    for (const socket of this.#sockets.values()) socket.close();
    this.#sockets.clear();
  }

  #socketFor(host: string): Socket {
    const type = process.getBuiltinModule('node:net').isIPv6(host) ? 'udp6' : 'udp4';
    const known = this.#sockets.get(type);
    if (known) return known;
    const socket = process.getBuiltinModule('node:dgram').createSocket(type);
    socket.on('error', () => undefined);
    this.#sockets.set(type, socket);
    return socket;
  }

  #sent(): void {
    this.#waiting--;
    if (this.#waiting === 0) this.#idle?.();
  }
}
