import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LuaError } from '../vm/lua-error.ts';
import type { CreateLuaVm } from '../vm/lua-vm.ts';
import { Dice } from './dice.ts';
import { bareVm } from './run-lua.ts';

/** What must end as an error of Lua, by its message, and leave the VM usable. */
const endings: readonly (readonly [title: string, source: string, message: RegExp])[] = [
  ['recursion', 'local function f() return 1 + f() end f()', /stack overflow/],
  ['recursion of pcall', 'local function f() local ok, e = pcall(f) error(e, 0) end f()', /stack overflow/],
  ['recursion of __index', 't = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k] end return t.x', /stack overflow/],
  ['a chain of __index', 't = setmetatable({}, {}) getmetatable(t).__index = t return t.x', /loop in gettable/],
  ['recursion of gsub', 'local function f(s) return (s:gsub(".", f)) end f("x")', /stack overflow/],
  ['recursion of sort', 'local function f() table.sort({1, 2}, f) end f()', /stack overflow/],
  ['recursion of tostring', 'local t t = setmetatable({}, {__tostring = function() return tostring(t) end}) tostring(t)', /stack overflow/],
  ['recursion of coroutines', 'local function f() return coroutine.wrap(f)() end f()', /stack overflow/],
  ['recursion of require', 'package.preload.x = function() return loadstring("local f = ... f(f)")(function(f) f(f) end) end require "x"', /stack overflow/],
  ['recursion of a handler', 'local function h() h2() end function h2() error("again") end local ok, e = xpcall(error, h) error(tostring(e), 0)', /./],
  ['recursion of concatenation', 'local t t = setmetatable({}, {__concat = function(a, b) return a .. b end}) return t .. t', /stack overflow/],
  ['a deep pattern', 'return string.find(("a"):rep(300000), (".-"):rep(1000) .. "b")', /too complex/],
  ['a deep expression', 'local f, e = loadstring("return " .. ("("):rep(500) .. "1" .. (")"):rep(500)) error(e, 0)', /./],
  ['a long string', 'local s = ("x"):rep(1e8) while true do s = s .. s end', /not enough memory/],
  ['rep', 'return ("x"):rep(1e9, "y")', /not enough memory/],
  ['unpack', 'return unpack({}, 1, 1e7)', /too many results/],
  ['bytecode', 'local f, e = loadstring("\\27LJ\\2") error(e, 0)', /wrong mode/],
  ['dump', 'return string.dump(function() end)', /unable to dump/],
  ['yield outside', 'coroutine.yield(1)', /attempt to yield across C-call boundary/],
  ['yield in sort', 'error(select(2, coroutine.resume(coroutine.create(function() table.sort({2, 1}, coroutine.yield) end))), 0)', /attempt to yield across C-call boundary/],
  ['a bad next', 'next({}, "x")', /invalid key to 'next'/],
  ['a metatable of strings', 'getmetatable("").__index = nil return ("x"):len()', /attempt to index/],
  ['execute', 'os.execute("true")', /os.execute is refused/],
  ['popen', 'io.popen("true")', /io.popen is refused/],
  ['open', 'io.open("/etc/passwd")', /not granted/],
  ['loadlib', 'package.loadlib("x", "y")', /package.loadlib is refused/],
  ['sethook', 'debug.sethook(print, "c")', /debug.sethook is refused/],
  ['getregistry', 'debug.getregistry()', /debug.getregistry is refused/],
  ['an index of userdata', 'io.stdout.x.y = 1', /attempt to index/],
]; // prettier-ignore

/** Values of every kind, some of them awkward. */
const arguments_ = [
  'nil', 'true', '0', '-1', '1', '2^31', '-2^31', '1e300', '0/0', '1/0', '0.5', '""', '"x"', '"%"', '"%d%s"', '"*t"', '"[a"',
  '"(.-)"', '{}', '{1, 2, 3}', '{n = 1}', 'print', 'function() end', 'function(...) return ... end', 'error',
  'setmetatable({}, {__index = error, __newindex = error, __call = error, __tostring = error})', 'io.stdout',
  'coroutine.create(print)', 'newproxy(true)', 'string', '"\\0\\255"', '("x"):rep(1000)',
]; // prettier-ignore

const CALLS = 12_000;
const SKIPPED = new Set(['os.exit', 'string.rep', 'table.move', 'table.concat', 'table.foreachi']);

/** Hostile scripts end as errors of Lua, whatever VM runs them. */
export function testSafety(name: string, create: CreateLuaVm): void {
  for (const [title, source, message] of endings) {
    test(`${name}: ${title} ends as an error`, () => {
      const { vm, run } = bareVm(create);
      assert.throws(
        () => run(source),
        (error: unknown) => error instanceof LuaError && message.test(error.message),
      );
      assert.equal(run('print(pcall(error, "still"))'), 'false\tstill\n');
      vm.protect(() => undefined);
    });
  }

  testCalls(name, create);
  testAborts(name, create);
  testReach(name, create);
}

function testCalls(name: string, create: CreateLuaVm): void {
  test(`${name}: any call of any library function ends, or raises an error of Lua`, () => {
    const dice = new Dice(7);
    const { run } = bareVm(create);
    const names = run(
      'for l, t in pairs(package.loaded) do for k, v in pairs(t) do if type(v) == "function" then print(l .. "." .. k) end end end',
    );
    const functions = names.split('\n').filter((line) => line !== '' && !SKIPPED.has(line));
    assert.ok(functions.length > 120, `${functions.length} functions`);
    for (let round = 0; round < CALLS / 100; round++) {
      const bare = bareVm(create);
      const calls = Array.from({ length: 100 }, () => {
        const args = dice.list(0, 4, () => dice.pick(arguments_));
        return `pcall(${dice.pick(functions)}, ${['nil', ...args].slice(1).join(', ') || 'nil'})`;
      });
      assert.doesNotThrow(
        () => bare.run(`local pcall = pcall\n${calls.join('\n')}`),
        calls.join('\n'),
      );
    }
  });
}

function testAborts(name: string, create: CreateLuaVm): void {
  test(`${name}: what the host throws passes pcall, xpcall and coroutines`, () => {
    const fault = new Error('the host stops this');
    const { vm, run } = bareVm(create);
    const stop = vm.createFunction('stop', () => {
      throw fault;
    });
    vm.set(vm.globals, 'stop', stop);
    const ways = [
      'pcall(stop)',
      'xpcall(stop, print)',
      'coroutine.wrap(stop)()',
      'coroutine.resume(coroutine.create(stop))',
      'pcall(pcall, stop)',
      '("x"):gsub(".", stop)',
      'pcall(table.sort, {1, 2}, stop)',
      'local co = coroutine.wrap(function() pcall(stop) end) pcall(co)',
      'setmetatable({}, {__index = stop}).x = 1 local t = setmetatable({}, {__index = stop}) pcall(function() return t.x end)',
    ];
    for (const way of ways) {
      assert.throws(
        () => run(`${way} print("went on")`),
        (error: unknown) => error === fault,
        way,
      );
      assert.equal(run('print(1)'), '1\n');
    }
  });
}

function testReach(name: string, create: CreateLuaVm): void {
  test(`${name}: nothing but values of Lua is reachable`, () => {
    const { run } = bareVm(create);
    const found = run(`
      local seen, kinds = {}, {}
      local function walk(v)
        kinds[type(v)] = true
        if type(v) ~= "table" or seen[v] then return end
        seen[v] = true
        for k, x in pairs(v) do walk(k) walk(x) end
        walk(getmetatable(v))
      end
      walk(_G) walk(getmetatable("")) walk(getfenv(print))
      local names = {}
      for k in pairs(kinds) do names[#names + 1] = k end
      table.sort(names)
      print(table.concat(names, " "))
      print(js, fengari, process, require "os" == os, ffi, jit)
    `);
    assert.equal(
      found,
      'function nil number string table userdata\nnil\tnil\tnil\ttrue\tnil\tnil\n',
    );
  });
}
