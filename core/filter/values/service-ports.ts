import { readFileSync } from 'node:fs';

let ports: ReadonlyMap<string, number> | undefined;

/** The port of a service, by its name or another name of it in /etc/services. */
export function servicePort(name: string): bigint | undefined {
  ports ??= readPorts();
  const port = ports.get(name);
  return port === undefined ? undefined : BigInt(port);
}

function readPorts(): ReadonlyMap<string, number> {
  try {
    return parseServices(readFileSync('/etc/services', 'latin1'));
  } catch {
    return new Map(wellKnown);
  }
}

/** Ports by service name from the text of /etc/services; the first entry of a name counts. */
export function parseServices(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [name, port, ...aliases] = line.replace(/#.*/, '').trim().split(/\s+/);
    const number = /^([0-9]{1,5})\//.exec(port ?? '')?.[1];
    if (name === undefined || number === undefined) continue;
    for (const key of [name, ...aliases]) if (!found.has(key)) found.set(key, Number(number));
  }
  return found;
}

/** For systems without that file. */
const wellKnown: readonly (readonly [name: string, port: number])[] = [
  ['ftp', 21],
  ['ssh', 22],
  ['telnet', 23],
  ['smtp', 25],
  ['domain', 53],
  ['bootps', 67],
  ['bootpc', 68],
  ['tftp', 69],
  ['http', 80],
  ['kerberos', 88],
  ['pop3', 110],
  ['sunrpc', 111],
  ['ntp', 123],
  ['imap2', 143],
  ['snmp', 161],
  ['ldap', 389],
  ['https', 443],
  ['syslog', 514],
  ['submission', 587],
  ['ldaps', 636],
  ['imaps', 993],
  ['pop3s', 995],
  ['nfs', 2049],
  ['mysql', 3306],
  ['postgresql', 5432],
  ['amqp', 5672],
  ['redis', 6379],
  ['http-alt', 8080],
];
