import { createSocket, type Socket } from 'node:dgram';
import { isIPv4 } from 'node:net';
import { maySend, type Grant } from '@chisel/core/sandbox/grants.ts';

const MAX_BYTES = 65507;
/** Datagrams that wait to be sent; more are refused, so that no script fills the memory. */
const MAX_WAITING = 4096;

/** Datagrams of a chisel: to the place that was granted to it, and nowhere else. */
export class Datagrams {
  readonly #grants: readonly Grant[];
  #peer: { host: string; port: number } | undefined;
  #socket: Socket | undefined;
  #waiting = 0;
  #idle: (() => void) | undefined;

  constructor(grants: readonly Grant[]) {
    this.#grants = grants;
  }

  setPeer(host: string, portText: string): void {
    const port = /^\s*\d{1,5}\s*$/.test(portText) ? Number(portText) : NaN;
    if (!isIPv4(host))
      throw new Error(`sysdig.udp_setpeername: ${JSON.stringify(host)} is no IPv4 address`);
    if (!(port >= 1 && port <= 0xffff)) {
      throw new Error(`sysdig.udp_setpeername: ${JSON.stringify(portText)} is no port`);
    }
    if (!maySend(this.#grants, host, port)) {
      const grant = `net:${host}:${String(port)}`;
      throw new Error(
        `sysdig.udp_setpeername: not granted; --allow ${grant} lets the chisel send there`,
      );
    }
    this.#peer = { host, port };
  }

  send(message: string): void {
    if (this.#peer === undefined) throw new Error('sysdig.udp_send: there is no peer yet');
    const bytes = Buffer.from(message, 'latin1');
    if (bytes.length > MAX_BYTES) throw new Error('sysdig.udp_send: the message is too long');
    if (this.#waiting >= MAX_WAITING) throw new Error('sysdig.udp_send: too many messages at once');
    this.#waiting++;
    this.#socket ??= this.#open();
    // Nobody listens: as for any datagram, that is no error.
    this.#socket.send(bytes, this.#peer.port, this.#peer.host, () => this.#sent());
  }

  /** Resolves when all has been sent. */
  async close(): Promise<void> {
    if (this.#waiting > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
    this.#socket?.close();
    this.#socket = undefined;
  }

  #open(): Socket {
    const socket = createSocket('udp4');
    socket.on('error', () => undefined);
    return socket;
  }

  #sent(): void {
    this.#waiting--;
    if (this.#waiting === 0) this.#idle?.();
  }
}
