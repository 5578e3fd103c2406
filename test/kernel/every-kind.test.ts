import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import test, { before, suite } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventTable, type Edition } from '@chisel/core/event/event-table.ts';
import { readFiles } from '@chisel/scap/testing/read-capture.ts';
import { checkEveryField } from '../support/every-field.ts';
import { withoutReference } from '../support/programs.ts';
import { scratchFolder } from '../support/scratch.ts';
import { buildProgram, programNames, withoutGcc } from './kinds/build-program.ts';
import { kindsOf, otherTypes, possibleKinds } from './kinds/made-kinds.ts';
import reasons from './kinds/not-made.json' with { type: 'json' };
import { cannotCapture, command, isInstalled, startLive } from './live-run.ts';
import { compareWithStrace } from './strace/compare-run.ts';

const skip = cannotCapture || withoutGcc;
const editions: readonly Edition[] = ['classic', 'newest'];
const filter = `proc.name in (${programNames.join(',')})`;
const most = { maxBuffer: 1 << 28 };

/** Ways to print events that show each part of them. */
const formats: readonly (readonly string[])[] = [
  [],
  ['-v'],
  ['-j'],
  ['-x'],
  ['-X'],
  [
    '-p',
    '*%evt.num %evt.dir %evt.type %evt.args %fd.name %fd.type %fd.typechar %fd.num %fd.l4proto',
  ],
  [
    '-p',
    '*%evt.num %evt.info %evt.rawres %evt.failed %evt.is_io %evt.io_dir %evt.abspath %proc.cwd',
  ],
  ['-p', '*%evt.num %proc.cmdline %proc.pname %proc.tty %thread.vtid %user.name %group.name'],
  [
    '-p',
    '*%evt.num %fd.sip %fd.cip %fd.sport %fd.cport %fd.lip %fd.rip %fd.is_server %fd.filename',
  ],
  ['-p', '*%evt.num %proc.cwd'],
];

suite('every kind of event', { skip }, () => {
  const folder = scratchFolder('kinds');
  const captures = Object.fromEntries(
    editions.map((edition) => [edition, join(folder, `${edition}.scap`)]),
  ) as Record<Edition, string>;
  const own = join(folder, 'own.scap');
  let program = '';

  before(async () => {
    program = buildProgram(folder);
    await record(program, folder, captures);
    const { status } = spawnSync(command, ['-r', captures.classic, '-w', own, filter]);
    assert.equal(status, 0);
  });

  for (const args of formats) {
    test(`is printed as sysdig prints it: ${args.join(' ')}`, { skip: withoutReference }, () => {
      const reference = spawnSync('sysdig', ['-r', own, ...args], most);
      const ours = spawnSync(command, ['-r', own, ...args], most);
      assert.equal(ours.status, 0);
      assert.ok(ours.stdout.length > 10_000);
      if (!ours.stdout.equals(reference.stdout)) assert.equal(...firstDifference(ours, reference));
    });
  }

  for (const edition of editions) {
    test(`that there can be is there, in ${edition}`, async () => {
      const table = new EventTable(edition);
      const { events, code } = await readFiles([captures[edition]], edition);
      assert.equal(code, undefined);
      const made = kindsOf(events, table);
      const expected = [...possibleKinds(table)].filter((kind) => !isExcused(kind));
      assert.deepEqual(
        expected.filter((kind) => !made.has(kind)),
        [],
      );
      assert.deepEqual(
        otherTypes(table).filter((name) => !(name in reasons.types)),
        [],
        'types without a reason',
      );
    });
  }

  test('has every field, whatever else is asked for', async () => {
    assert.ok((await checkEveryField([own])) > 1000);
  });

  test(
    'that is a call has the arguments that strace saw',
    { skip: !isInstalled('strace') && 'strace is not installed' },
    () => compareWithStrace(program, folder),
  );
});

function isExcused(kind: string): boolean {
  return kind in reasons.calls;
}

/** Lets the program run while captures of both editions are made. */
async function record(
  program: string,
  folder: string,
  captures: Record<Edition, string>,
): Promise<void> {
  const runs = await Promise.all(
    editions.map((edition) => {
      const file = captures[edition];
      return startLive(['--edition', edition, '--page-faults', '-w', file], file);
    }),
  );
  const { status } = spawnSync(program, ['narrow'], { cwd: mkdtempSync(join(folder, 'run-')) });
  await sleep(300);
  await Promise.all(runs.map((run) => run.stop()));
  assert.equal(status, 0);
}

interface Output {
  readonly stdout: Buffer;
}

function firstDifference(ours: Output, reference: Output): [ours: string, reference: string] {
  const [own, expected] = [ours, reference].map(({ stdout }) =>
    stdout.toString('latin1').split('\n'),
  );
  const at = own?.findIndex((line, i) => line !== expected?.[i]) ?? 0;
  return [own?.[at] ?? '', expected?.[at] ?? ''];
}
