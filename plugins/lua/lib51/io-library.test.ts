import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bareVm, type Bare } from '../testing/run-lua.ts';
import { LuaError } from '../vm/lua-error.ts';
import { createFengariVm } from '../vm/fengari/fengari-vm.ts';

/** A VM whose files are in memory; `denied` is not granted. */
function withFiles(files: Map<string, string>): Bare {
  return bareVm(createFengariVm, {
    openFile: (path, mode) => {
      if (path === 'denied') throw new LuaError('denied: grant it with --allow');
      let text = mode.startsWith('w') ? '' : (files.get(path) ?? '');
      return {
        write: (piece) => (text += piece),
        readAll: () => text,
        close: () => files.set(path, text),
      };
    },
  });
}

test('files are written and read in every format', () => {
  const files = new Map([['in', 'first\nsecond\n 12.5 0x10 rest\nend']]);
  const { run } = withFiles(files);
  assert.equal(
    run('local f = io.open("out", "w") print(f:write("a", 1, 2.5), f:close())'),
    'true\ttrue\n',
  );
  assert.equal(files.get('out'), 'a12.5');
  assert.equal(
    run(
      'local f = io.open("in") print(f:read(), f:read("*l"), f:read("*n"), f:read("*n"), f:read(5), f:read("*a"), f:read("*a"), f:read("*l"))',
    ),
    'first\tsecond\t12.5\t16\t rest\t\nend\t\tnil\n',
  );
  assert.equal(run('local n = 0 for line in io.lines("in") do n = n + #line end print(n)'), '29\n');
});

test('streams', () => {
  const { run } = withFiles(new Map());
  assert.equal(
    run('print(io.write("x", 5)) io.stderr:write("e") io.stdout:write("y\\n")'),
    'x5true\ney\n',
  );
  assert.equal(run('io.output("out") io.write("kept") io.close() print(io.read())'), 'nil\n');
  assert.equal(
    run('print(io.type(io.stdin), io.type(io.stdout), io.type(1))'),
    'file\tfile\tnil\n',
  );
});

test('what is not granted, closed or no file is an error', () => {
  const { run } = withFiles(new Map());
  assert.throws(() => run('io.open("denied")'), /denied: grant it with --allow/);
  assert.throws(
    () => run('local f = io.open("x", "w") f:close() f:write("y")'),
    /attempt to use a closed file/,
  );
  assert.throws(
    () => run('io.stdout.write(5, "x")'),
    /bad argument #1 to 'write' \(FILE\* expected, got number\)/,
  );
  assert.throws(() => run('io.stdout:write({})'), /string expected, got table/);
});
