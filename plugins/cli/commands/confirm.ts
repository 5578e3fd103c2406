import { createInterface } from 'node:readline/promises';
import {
  loadInstalled,
  newPermissions,
  readLockFile,
  type Permission,
  type PlannedChisel,
} from '@chisel/registry';
import { notConfirmed, permissionsNew } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';

/** One chisel that wants more than the version that is installed. */
interface Wish {
  readonly name: string;
  readonly permissions: readonly Permission[];
}

/**
 * Asks before a chisel gets more than it had: on a terminal by a question; with `--yes` only what
 * `--allow` names is given.
 */
export function confirmWith(
  line: CommandLine,
): (planned: readonly PlannedChisel[], home: string) => Promise<void> {
  return async (planned, home) => {
    const wishes = planned
      .map((chisel) => wishOf(chisel, home))
      .filter(({ permissions }) => permissions.length > 0);
    if (wishes.length === 0) return;
    const allowed = new Set(line.values.get('allow'));
    const open = wishes.flatMap(({ permissions }) => permissions).map(({ id }) => id);
    if (open.every((id) => allowed.has(id))) return;
    const asks = !line.switches.has('yes') && process.stdin.isTTY && process.stderr.isTTY;
    const text = describe(wishes);
    if (!asks) throw permissionsNew({ text, missing: open.filter((id) => !allowed.has(id)) });
    if (!(await isAnsweredYes(text))) throw notConfirmed({});
  };
}

function wishOf({ candidate }: PlannedChisel, home: string): Wish {
  const { name } = candidate.manifest;
  const { chisels } = readLockFile(home);
  const entry = Object.hasOwn(chisels, name) ? chisels[name] : undefined;
  if (entry === undefined) return { name, permissions: [] };
  const before = loadInstalled(name, { home }).manifest;
  const permissions = [...newPermissions(before, candidate.manifest)];
  const [old, now] = [entry.signer?.role, candidate.signer?.role];
  if (old !== undefined && now !== old) {
    const words = `is signed by ${now ?? 'nobody'}, and was signed by ${old}`;
    permissions.unshift({ id: `signer:${now ?? 'none'}`, words });
  }
  return { name, permissions };
}

function describe(wishes: readonly Wish[]): string {
  return wishes
    .flatMap(({ name, permissions }) => [
      `${name} now`,
      ...permissions.map(({ words }) => `  ${words}`),
    ])
    .join('\n');
}

async function isAnsweredYes(text: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${text}\nInstall all the same? [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
