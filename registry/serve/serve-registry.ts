import { resolve } from 'node:path';
import type { AddressInfo } from 'node:net';
import { listenFailed } from '../errors.ts';
import { chiselHome } from '../install/home.ts';
import type { OperateOptions } from '../operate/init-registry.ts';
import { keysFolderOf } from '../operate/keys-of.ts';
import { lifetimeDays } from '../tree/expiry.ts';
import { newestRoot } from '../tree/tree.ts';
import { createServer } from './create-server.ts';

export interface ServeOptions extends OperateOptions {
  readonly host?: string | undefined;
  /** 0 for any that is free. */
  readonly port?: number | undefined;
  readonly days?: number | undefined;
}

const hourMs = 3_600_000;

/** Serves a registry in a folder until it is closed, and keeps it fresh. */
export async function serveRegistry(
  path: string,
  { home = chiselHome(), keys, host = '127.0.0.1', port = 8417, days }: ServeOptions = {},
): Promise<{ url: string; close: () => Promise<void> }> {
  const folder = resolve(path);
  newestRoot(folder);
  const keysFolder = keys === undefined ? keysFolderOf(folder, home) : resolve(keys);
  const { server, tree } = createServer({ folder, keysFolder });
  const lifetime = days ?? lifetimeDays.online;
  await tree.keepFresh(lifetime);
  const clock = setInterval(() => void tree.keepFresh(lifetime).catch(() => undefined), hourMs);
  try {
    await server.listen({ host, port });
  } catch (error) {
    clearInterval(clock);
    throw listenFailed({ address: `${host}:${port}`, reason: (error as Error).message }, error);
  }
  const { address, family, port: bound } = server.server.address() as AddressInfo;
  const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}/`;
  const close = async (): Promise<void> => {
    clearInterval(clock);
    await server.close();
  };
  return { url, close };
}
