import { host } from './host.ts';

/**
 * Sends a UDP datagram to a place of the permission `net`, written as there. Whether anybody gets it is
 * not told.
 */
export function send(toHost: string, port: number, text: string): void {
  const detail = { host: String(toHost), port: Number(port), text: String(text) };
  host.ask('send', 'net:HOST:PORT', detail);
}
