import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { ChiselError } from '@chisel/core';
import { completionScript } from './completion.ts';
import { commands, options } from './options.ts';

/** How each shell checks a script, without running it. */
const shells = [
  { shell: 'bash', args: ['-n'] },
  { shell: 'zsh', args: ['-n'] },
  { shell: 'fish', args: ['--no-execute'] },
];

for (const { shell, args } of shells) {
  const missing = spawnSync(shell, ['-c', 'exit 0']).error !== undefined;
  test(`${shell} accepts its script`, { skip: missing && `${shell} is not installed` }, () => {
    const { status, stderr } = spawnSync(shell, args, { input: completionScript(shell) });
    assert.equal(status, 0, stderr.toString());
    assert.equal(stderr.toString(), '');
  });

  test(`the script for ${shell} knows every option and command there is`, () => {
    const script = completionScript(shell);
    const words = script.split(/[\s()"'|[\]=]+/);
    for (const { long, status } of options) {
      const known = words.includes(`--${long}`) || words.includes(long);
      assert.equal(known, status !== 'later', long);
    }
    for (const { name } of commands) assert.ok(words.includes(name), name);
  });
}

test('bash completes options, and commands', () => {
  const complete = (word: string): string => {
    const script = `${completionScript('bash')}
      COMP_WORDS=(chisel '${word}'); COMP_CWORD=1; _chisel; printf '%s ' "\${COMPREPLY[@]}"`;
    return spawnSync('bash', ['-c', script]).stdout.toString();
  };
  assert.equal(complete('--list-m'), '--list-markdown ');
  assert.equal(complete('unin'), 'uninstall ');
});

test('another shell is an error that names those there are', () => {
  for (const shell of ['tcsh', undefined, 'constructor']) {
    assert.throws(
      () => completionScript(shell),
      (error) => error instanceof ChiselError && error.code === 'CHISEL_UNKNOWN_SHELL',
    );
  }
});
