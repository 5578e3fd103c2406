import assert from 'node:assert/strict';
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import test from 'node:test';
import { compileScript } from './compile-script.ts';
import { UntranslatableError } from './parse/syntax-error.ts';
import { runChunk } from './testing/run-chunk.ts';

const CHISELS = '/usr/share/sysdig/chisels';
const withoutChisels = !existsSync(CHISELS) && `the reference's chisels are not installed`;

test('every chisel of the reference is compiled', { skip: withoutChisels }, () => {
  const files = readdirSync(CHISELS).filter((file) => file.endsWith('.lua'));
  const read = (file: string) => readFileSync(`${CHISELS}/${file}`, 'latin1');
  const loadModule = (name: string) => {
    const file = `${name}.lua`;
    return files.includes(file) ? { text: read(file), chunkName: `@${file}` } : undefined;
  };
  for (const file of files) {
    compileScript({ text: read(file), chunkName: `@${file}` }, loadModule);
  }
  assert.ok(files.length > 90);
});

const interpreted = [
  'coroutine.wrap(print)',
  'local co = _G.coroutine',
  "_G['setfenv'](1, {})",
  "loadstring('return 1')()",
  "module('x')",
  'print(debug.getinfo(1))',
  'local x = 5LL',
  'goto x ::y:: print(1) goto z ::x:: goto y ::z::',
];

for (const source of interpreted) {
  test(`is left to the interpreter: ${source}`, () => {
    const compile = () => compileScript({ text: source, chunkName: '=x' }, () => undefined);
    assert.throws(compile, UntranslatableError);
  });
}

test('so is a script whose module wants the interpreter', () => {
  const modules: Record<string, string> = { a: "require 'b'", b: "require 'a' coroutine.yield()" };
  const loadModule = (name: string) => ({ text: modules[name] ?? '', chunkName: `=${name}` });
  const compile = () => compileScript({ text: "require 'a'", chunkName: '=x' }, loadModule);
  assert.throws(compile, UntranslatableError);
});

test('names that only look like those of the interpreter are none', () => {
  assert.equal(runChunk('local t = {load = 1} local module = 2 print(t.load, module)'), '1\t2\n');
});

test('modules are loaded once, and say what they are', () => {
  const modules = { m: 'print(...) return {x = 1}', quiet: 'y = 2' };
  const source =
    "print(require('m').x, require 'm' == require 'm', require 'quiet', y, package.loaded.m.x)";
  assert.equal(runChunk(source, modules), 'm\n1\ttrue\ttrue\t2\t1\n');
  assert.match(runChunk("require 'none'"), /^x:1: module 'none' not found:/);
  assert.match(
    runChunk("require 'loop'", { loop: "require 'loop'" }),
    /loop or previous error loading module/,
  );
  assert.match(
    runChunk("print(pcall(require, 'bad'))", { bad: 'x = = 1' }),
    /bad:1: unexpected symbol near '='/,
  );
});

test('an error says where it is', () => {
  const source = 'local x\n\nlocal function f()\n  return x.y\nend\n\nf()';
  assert.equal(runChunk(source), "x:4: attempt to index upvalue 'x' (a nil value)");
});
