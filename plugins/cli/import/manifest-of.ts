import type { ScriptArg } from '@chisel/lua';
import type { Manifest } from '@chisel/registry';
import type { Learnt } from './learn-script.ts';

const CATEGORIES: readonly string[] = [
  'Application',
  'CPU Usage',
  'Errors',
  'I/O',
  'Logs',
  'Misc',
  'Net',
  'Performance',
  'Security',
  'System State',
  'Tracers',
];
const MAX_LINE = 300;

/** The manifest of a script: what was learnt of it. */
export function manifestOf({ name, about, files, filter, fields, tables }: Learnt): Manifest {
  const args = about.args.map(argumentOf);
  return {
    name: name.toLowerCase().replaceAll(/[^a-z0-9_-]+/g, '-'),
    version: '0.1.0',
    description:
      lineOf(about.shortDescription ?? about.description ?? '') || `Imported from ${name}.lua`,
    category: CATEGORIES.find((known) => known === about.category) ?? 'Misc',
    license: licenceIn([...files.values()]),
    runtime: 'lua',
    entry: [...files.keys()][0] ?? `${name}.lua`,
    apiVersion: 1,
    ...(filter !== '' && { filter: lineOf(filter) }),
    fields,
    ...(args.length > 0 && { args }),
    ...(tables.length > 0 && {
      permissions: { tables: tables as ('threads' | 'fds' | 'containers')[] },
    }),
    limits: { memoryMb: 256, timeMs: 10_000 },
  };
}

function argumentOf({ name, description, type, optional }: ScriptArg) {
  return {
    name: name.replaceAll(/\W+/g, '_'),
    description: lineOf(description) || name,
    type: type === 'int' ? ('number' as const) : ('string' as const),
    ...(optional && { optional }),
  };
}

/** A script's words as one line of text. */
function lineOf(bytes: string): string {
  const text = Buffer.from(bytes, 'latin1').toString();
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, MAX_LINE);
}

const licences: readonly [words: RegExp, id: string][] = [
  [/Apache License, Version 2\.0/, 'Apache-2.0'],
  [/GNU GENERAL PUBLIC LICENSE/i, 'GPL-2.0-only'],
  [/\bMIT License\b|Permission is hereby granted, free of charge/, 'MIT'],
];

function licenceIn(sources: readonly string[]): string {
  const own = sources[0] ?? '';
  return licences.find(([words]) => words.test(own))?.[1] ?? 'LicenseRef-unknown';
}

/** What the import could and could not find out, for whoever publishes the chisel. */
export function readmeOf({ name, about, files, unknown }: Learnt): string {
  const modules = [...files.keys()].slice(1);
  const parts = [
    `# ${name}`,
    lineOf(about.description ?? about.shortDescription ?? ''),
    `The entry file is a Lua script as it was, ${modules.length === 0 ? 'alone' : `with what it loads: ${modules.join(', ')}`}. ` +
      '`chisel.json` was made by running it once without events: it declares what the script asked for then, and ' +
      'the fields that its text names.',
    ...(unknown === undefined
      ? []
      : [
          `That run did not come to the first event (${unknown}): look over what \`chisel.json\` declares.`,
        ]),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
