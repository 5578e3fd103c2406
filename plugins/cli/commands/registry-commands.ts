import {
  addChisels,
  auditRegistry,
  chiselHome,
  createAuthorToken,
  delegate,
  forgetRegistry,
  initRegistry,
  mirrorRegistry,
  readRegistries,
  revokeAuthor,
  rotateKey,
  signRegistry,
  topRoles,
  useRegistry,
  withdrawVersion,
} from '@chisel/registry';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { print } from '../print.ts';
import { lastValue, oneOf, registryOptions, wholeNumberOf } from './option-values.ts';
import { serve } from './serve.ts';

/** One row of the table of `chisel registry`. */
export interface RegistryCommand {
  readonly name: string;
  readonly usage: string;
  readonly description: string;
  /** How many words it needs. */
  readonly least: number;
  readonly run: (words: readonly string[], line: CommandLine) => Promise<number> | number;
}

const keysOf = (line: CommandLine) => ({ keys: lastValue(line, 'keys') });

export const registryCommands: readonly RegistryCommand[] = [
  {
    name: 'init',
    usage: 'registry init FOLDER',
    description: 'Make an empty registry and its keys.',
    least: 1,
    run: ([folder = ''], line) => {
      const made = initRegistry(folder, keysOf(line));
      return say(
        `made a registry in ${made.folder}`,
        `  fingerprint  ${made.fingerprint}`,
        `  keys         ${made.keysFolder}`,
      );
    },
  },
  {
    name: 'add',
    usage: 'registry add FOLDER CHISEL…',
    description: 'Add chisels, folders or archives, and sign for them.',
    least: 2,
    run: async ([folder = '', ...chisels], line) => {
      const packed = await addChisels(folder, chisels, keysOf(line));
      return say(
        ...packed.map(
          ({ manifest, tarball }) =>
            `added ${manifest.name}@${manifest.version}, ${String(tarball.length)} bytes`,
        ),
      );
    },
  },
  {
    name: 'sign',
    usage: 'registry sign FOLDER',
    description: 'Sign the newest state anew, before it expires.',
    least: 1,
    run: async ([folder = ''], line) => {
      const days = wholeNumberOf(line, 'days');
      return say(
        `signed ${folder}, good until ${await signRegistry(folder, { ...keysOf(line), days })}`,
      );
    },
  },
  {
    name: 'serve',
    usage: 'registry serve FOLDER',
    description: 'Serve a registry: its files, publishing by token, and pages for people.',
    least: 1,
    run: ([folder = ''], line) => serve(folder, line),
  },
  {
    name: 'mirror',
    usage: 'registry mirror PLACE FOLDER',
    description: 'Copy a registry, verified, into a folder that can be served too.',
    least: 2,
    run: async ([place = '', folder = ''], line) => {
      const { root, onFirstContact } = registryOptions(line);
      const archives = await mirrorRegistry(place, folder, { root, onFirstContact });
      return say(`copied ${place} to ${folder}, ${String(archives)} archives`);
    },
  },
  {
    name: 'audit',
    usage: 'registry audit PLACE',
    description: 'Verify everything in a registry; exit code 1 when something is wrong.',
    least: 1,
    run: async ([place = ''], line) => {
      const found = await auditRegistry(place, { root: lastValue(line, 'root') });
      const { chisels, archives, expires, problems } = found;
      say(
        `${found.place}: ${String(chisels)} chisels in ${String(archives)} archives, good until ${expires}`,
        ...problems.map((problem) => `    ${problem}`),
      );
      return problems.length === 0 ? 0 : 1;
    },
  },
  {
    name: 'use',
    usage: 'registry use NAME PLACE',
    description: 'Give a registry a name and ask it too, for all names or those of a --scope.',
    least: 2,
    run: async ([name = '', place = ''], line) => {
      const scopes = line.values.get('scope');
      const { root, onFirstContact } = registryOptions(line);
      const used = await useRegistry(name, place, { root, onFirstContact, scopes });
      const what = used.scopes.length === 0 ? 'all names' : used.scopes.join(', ');
      return say(`${name} is ${used.place}, for ${what}`, `  fingerprint  ${used.fingerprint}`);
    },
  },
  {
    name: 'forget',
    usage: 'registry forget NAME',
    description: 'Ask a registry no more, and trust its keys no more.',
    least: 1,
    run: async ([name = '']) => {
      await forgetRegistry(name);
      return say(`${name} is asked no more, and what it signs is trusted no more`);
    },
  },
  {
    name: 'list',
    usage: 'registry list',
    description: 'List the registries that are asked.',
    least: 0,
    run: () =>
      say(
        'embedded  comes with the program',
        ...readRegistries(chiselHome()).map(
          ({ name, place, scopes }) => `${name}  ${place}  ${scopes.join(', ')}`,
        ),
      ),
  },
  {
    name: 'token',
    usage: 'registry token FOLDER AUTHOR',
    description: 'Make a token with which an author may publish at the server.',
    least: 2,
    run: async ([folder = '', author = ''], line) =>
      say(await createAuthorToken(folder, author, keysOf(line))),
  },
  {
    name: 'delegate',
    usage: 'registry delegate FOLDER AUTHOR-FILE NAME…',
    description: 'Let an author sign for names, or for a scope: @team/*.',
    least: 2,
    run: async ([folder = '', file = '', ...names], line) => {
      const given = await delegate(folder, file, names, keysOf(line));
      return say(`${given.author} signs for ${given.names.join(', ')}`);
    },
  },
  {
    name: 'revoke',
    usage: 'registry revoke FOLDER AUTHOR',
    description: 'Trust an author no more.',
    least: 2,
    run: async ([folder = '', author = ''], line) => {
      const reason = lastValue(line, 'reason');
      const { names } = await revokeAuthor(folder, author, { ...keysOf(line), reason });
      return say(`revoked ${author}${names.length > 0 ? `, who made ${names.join(', ')}` : ''}`);
    },
  },
  {
    name: 'withdraw',
    usage: 'registry withdraw FOLDER NAME@VERSION',
    description: 'Offer a version no more.',
    least: 2,
    run: async ([folder = '', subject = ''], line) => {
      const reason = lastValue(line, 'reason');
      const gone = await withdrawVersion(folder, subject, { ...keysOf(line), reason });
      return say(`${gone.name}@${gone.version} is offered no more: ${gone.reason}`);
    },
  },
  {
    name: 'rotate',
    usage: `registry rotate FOLDER ${topRoles.join('|')}`,
    description: 'Put a new key in the place of one of the registry.',
    least: 2,
    run: async ([folder = '', role = ''], line) => {
      const file = await rotateKey(folder, oneOf('ROLE', role, topRoles), keysOf(line));
      return say(`${role} is signed with a new key, ${file}`);
    },
  },
];

function say(...lines: readonly string[]): number {
  print(lines.map((text) => `${text}\n`).join(''));
  return 0;
}
