import { once } from 'node:events';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { badOptionValue } from '../command-line/errors.ts';
import { print } from '../print.ts';
import { lastValue, wholeNumberOf } from './option-values.ts';

/** `chisel registry serve FOLDER`: until it is told to end. */
export async function serve(folder: string, line: CommandLine): Promise<number> {
  // only this command needs a web server
  const { serveRegistry } = await import('@chisel/registry/serve/serve-registry.ts');
  const served = await serveRegistry(folder, {
    ...listenOn(lastValue(line, 'listen')),
    keys: lastValue(line, 'keys'),
    days: wholeNumberOf(line, 'days'),
  });
  print(`serving ${folder} at ${served.url}\n`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await served.close();
  return 0;
}

function listenOn(value: string | undefined): { host?: string; port?: number } {
  if (value === undefined) return {};
  const { host, v6, port } =
    /^((?<host>[\w.-]+)|\[(?<v6>[\da-fA-F:.]+)\]):(?<port>\d{1,5})$/.exec(value)?.groups ?? {};
  const number = Number(port);
  if (port === undefined || number > 65_535) {
    throw badOptionValue({
      option: '--listen',
      value,
      expected: 'HOST:PORT such as 127.0.0.1:8417',
    });
  }
  return { host: host ?? v6 ?? '', port: number };
}
