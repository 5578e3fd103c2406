import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { runShell } from '../support/shell.ts';

const sample = join(import.meta.dirname, 'cases/registry-new-permissions/sample');
const skip = !existsSync('/usr/bin/script') && 'script, of util-linux, is not installed';

/** Runs a command on a terminal of its own, and types an answer. */
const onTerminal = (command: string, typed: string): string =>
  `printf '${typed}' | script --quiet --return --command '${command}' /dev/null`;

const line = `
  chisel registry init r >/dev/null && cp -r ${sample} s && chisel registry add r s >/dev/null &&
  chisel install sample --registry r >/dev/null 2>&1 &&
  sed -i 's/0.1.0/0.2.0/; s/"apiVersion": 1/"apiVersion": 1, "limits": {"memoryMb": 128}/' s/chisel.json &&
  chisel registry add r s >/dev/null || exit 99
  for answer in '' no; do
    ${onTerminal('chisel update', '$answer\\n')}
    echo "answered '$answer': $?, $(grep -c 'version.*0.1.0' $HOME/.local/share/chisel/chisel.lock)"
  done
  ${onTerminal('chisel update', 'y\\n')}
  echo "answered y: $?"`;

test(
  'on a terminal an update that wants more is asked about, and only yes is yes',
  { skip },
  async () => {
    const { stdout, stderr } = await runShell(line, { limitMs: 60_000 });
    const text = stdout.toString().replaceAll('\r', '');
    assert.equal(stderr, '');
    const question =
      /sample now\n {2}uses at most 128 MB of memory\nInstall all the same\? \[y\/N\]/g;
    assert.equal(text.match(question)?.length, 3, text);
    assert.match(text, /^answered '': 1, 1$/m);
    assert.match(text, /^answered 'no': 1, 1$/m);
    assert.match(text, /^installed sample@0\.2\.0, in the place of 0\.1\.0$/m);
    assert.match(text, /^answered y: 0$/m);
  },
);
