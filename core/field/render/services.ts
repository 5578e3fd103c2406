import { readFileSync } from 'node:fs';

const PATH = '/etc/services';

let byPort: Map<string, string> | undefined;

/**
 * Name of the service at a port, as the machine's list has it: the first line for the port and the
 * protocol, or for the port and any protocol when `protocol` is ''.
 */
export function serviceName(port: number, protocol: string): string | undefined {
  byPort ??= readServices();
  return byPort.get(`${port}/${protocol}`);
}

function readServices(): Map<string, string> {
  const names = new Map<string, string>();
  for (const line of servicesText().split('\n')) {
    const [, name, port, protocol] = /^\s*([^\s#]+)\s+(\d+)\/([^\s#]+)/.exec(line) ?? [];
    if (name === undefined) continue;
    for (const key of [`${port}/${protocol}`, `${port}/`]) {
      if (!names.has(key)) names.set(key, name);
    }
  }
  return names;
}

/** A machine without the list has no service names: ports stay numbers. */
function servicesText(): string {
  try {
    return readFileSync(PATH, 'latin1');
  } catch {
    return '';
  }
}
