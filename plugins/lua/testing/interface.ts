import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ArgumentError } from '../vm/argument-error.ts';
import { LuaError } from '../vm/lua-error.ts';
import { LuaUserdata } from '../vm/lua-userdata.ts';
import type { CreateLuaVm, LuaTable, LuaValue } from '../vm/lua-vm.ts';
import { bareVm } from './run-lua.ts';

/** What the interface of a VM promises, whatever VM it is. */
export function testInterface(name: string, create: CreateLuaVm): void {
  testValues(name, create);
  testFunctions(name, create);
  testUserdata(name, create);
  testErrors(name, create);
  testCallbacks(name, create);
  testModules(name, create);
}

function testValues(name: string, create: CreateLuaVm): void {
  test(`${name}: values cross and come back`, () => {
    const { vm, run } = bareVm(create);
    const own = new LuaUserdata();
    const table = vm.createTable();
    for (const value of [undefined, true, 1.5, 'bytes\0\xff', table, own] as LuaValue[]) {
      vm.set(vm.globals, 'value', value);
      assert.equal(run('print(type(value))'), `${vm.typeOf(value)}\n`);
      assert.equal(vm.get(vm.globals, 'value'), value);
    }
    vm.set(vm.globals, 'text', vm.intern('interned'));
    assert.equal(run('print(text, text == "interned", #text)'), 'interned\ttrue\t8\n');
    assert.match(run('print(value)'), /^userdata: 0x[0-9a-f]+\n$/);
  });

  test(`${name}: tables are read in the order of pairs`, () => {
    const { vm, run } = bareVm(create);
    run('args = {"a", "b", "c", name = "n", {deep = {1, 2}}}');
    const args = vm.get(vm.globals, 'args') as LuaTable;
    const keys: LuaValue[] = [];
    vm.forEach(args, (key) => keys.push(key));
    assert.deepEqual(keys.slice(0, 4), [1, 2, 3, 4]);
    assert.equal(keys[4], 'name');
    assert.equal(vm.length(args), 4);
    const deep = vm.get(vm.get(args, 4) as LuaTable, 'deep') as LuaTable;
    assert.equal(vm.get(deep, 2), 2);
    assert.equal(vm.index('text', 'len'), vm.get(vm.get(vm.globals, 'string') as LuaTable, 'len'));
  });
}

function testFunctions(name: string, create: CreateLuaVm): void {
  test(`${name}: host functions take what they declare and give one value or several`, () => {
    const { vm, run } = bareVm(create);
    const add = (text: string, host: (...args: never[]) => never): void =>
      vm.set(vm.globals, text, vm.createFunction(text, host));
    add('none', (() => []) as never);
    add('nothing', (() => undefined) as never);
    add('one', ((a: LuaValue) => a) as never);
    add('two', ((a: LuaValue, b: LuaValue) => [b, a]) as never);
    add('four', ((a: LuaValue, _b: LuaValue, _c: LuaValue, d: LuaValue) => [a, d]) as never);
    vm.set(
      vm.globals,
      'all',
      vm.createVariadic('all', (args) => [args.length, ...args]),
    );
    assert.equal(
      run(
        'print(select("#", none()), select("#", nothing()), one(1, 2), two(1)) print(four(1, 2, 3, 4, 5)) print(all(nil, 2, nil))',
      ),
      '0\t1\t1\tnil\t1\n1\t4\n3\tnil\t2\tnil\n',
    );
  });

  test(`${name}: a host function may call back, in a coroutine too`, () => {
    const { vm, run } = bareVm(create);
    vm.set(
      vm.globals,
      'twice',
      vm.createFunction('twice', (f: LuaValue) => [...vm.call(f, [1]), ...vm.call(f, [2])]),
    );
    assert.equal(run('print(twice(function(x) return x, x * 10 end))'), '1\t10\t2\t20\n');
    assert.equal(
      run(
        'local co = coroutine.wrap(function(a) coroutine.yield(twice(function(x) return x + a end)) return twice(tostring) end) print(co(5)) print(co())',
      ),
      '6\t7\n1\t2\n',
    );
  });
}

function testUserdata(name: string, create: CreateLuaVm): void {
  test(`${name}: userdata may have methods`, () => {
    const { vm, run } = bareVm(create);
    const methods = vm.createTable();
    class Named extends LuaUserdata {
      override get label() {
        return 'named ';
      }
      override get methods() {
        return methods;
      }
    }
    vm.set(
      methods,
      'greet',
      vm.createFunction(
        'greet',
        (self: LuaValue, who: LuaValue) => `${String(self instanceof Named)} ${String(who)}`,
      ),
    );
    vm.set(vm.globals, 'named', new Named());
    assert.match(
      run('print(named:greet("you"), named.nothing, named)'),
      /^true you\tnil\tnamed 0x/,
    );
    vm.set(vm.globals, 'plain', new LuaUserdata());
    assert.throws(() => run('return plain.x'), /attempt to index/);
  });
}

function testErrors(name: string, create: CreateLuaVm): void {
  const caught = (run: () => unknown): LuaError => {
    try {
      run();
    } catch (error) {
      assert.ok(error instanceof LuaError, String(error));
      return error;
    }
    assert.fail('nothing was thrown');
  };

  test(`${name}: errors say where, and how it came to them`, () => {
    const { vm, run } = bareVm(create);
    const source = 'local function inner()\n  local t\n  t.x = 1\nend\nfunction outer()\n  inner()\nend\nouter()';
    const error = caught(() => run(source, '@dir/script.lua'));
    assert.equal(error.message, "dir/script.lua:3: attempt to index local 't' (a nil value)");
    assert.match(error.traceback, /^stack traceback:\n\tdir\/script\.lua:3: in function 'inner'\n\tdir\/script\.lua:6: in function 'outer'\n\tdir\/script\.lua:8: in main chunk/);
    assert.equal(caught(() => run('x =', 'some text')).message, `[string "some text"]:1: unexpected symbol near '<eof>'`);
    const value = caught(() => run('error({code = 5})')).value as LuaTable;
    assert.equal(vm.get(value, 'code'), 5);
  });

  test(`${name}: errors of the host get the place of the call`, () => {
    const { vm, run } = bareVm(create);
    vm.set(vm.globals, 'fail', vm.createFunction('fail', () => { throw new LuaError('it failed'); }));
    vm.set(vm.globals, 'needs', vm.createFunction('needs', (a: LuaValue) => { throw new ArgumentError(1, 'text expected', true, a); }));
    assert.equal(caught(() => run('\nfail()')).message, 'test:2: it failed');
    assert.equal(run('print(pcall(fail))'), 'false\tit failed\n');
    assert.equal(caught(() => run('needs(5)')).message, "test:1: bad argument #1 to 'needs' (text expected, got number)");
  });

  test(`${name}: os.exit ends the run whatever catches errors`, () => {
    const { run } = bareVm(create);
    assert.throws(() => run('pcall(os.exit, 3) print("went on")'), /^Error: exit 3$/);
  });
} // prettier-ignore

function testCallbacks(name: string, create: CreateLuaVm): void {
  test(`${name}: callbacks are what the global is by then`, () => {
    const { vm, run } = bareVm(create);
    const onEvent = vm.callback('on_event');
    run('count = 0 function on_event() count = count + 1 return count % 2 == 0 end');
    const results = vm.protect(() => Array.from({ length: 4 }, onEvent));
    assert.deepEqual(results, [false, true, false, true]);
    run('function on_event() return nil end');
    assert.equal(vm.protect(onEvent), false);
    run('function on_event() error("row") end');
    assert.throws(() => vm.protect(onEvent), { message: 'test:1: row' });
    run('on_event = nil');
    assert.throws(() => vm.protect(onEvent), /attempt to call/);
    run('function on_event() return {} end');
    assert.equal(vm.protect(onEvent), true);
  });
}

function testModules(name: string, create: CreateLuaVm): void {
  test(`${name}: require loads once what the host has`, () => {
    const loaded: string[] = [];
    const { run } = bareVm(create, {
      loadModule: (module) => {
        loaded.push(module);
        if (module === 'broken') return { text: 'x =', chunkName: '@broken.lua' };
        return module === 'mine'
          ? { text: 'return {name = ...}', chunkName: '@mine.lua' }
          : undefined;
      },
      loadFile: (path) =>
        path === 'a.lua' ? { text: 'return 1, 2', chunkName: '@a.lua' } : undefined,
    });
    assert.equal(
      run('print(require("mine").name, require("mine") == require("mine"))'),
      'mine\ttrue\n',
    );
    assert.deepEqual(loaded, ['mine']);
    assert.equal(run('print(dofile("a.lua"))'), '1\t2\n');
    assert.throws(
      () => run('require "other"'),
      /module 'other' not found:\n\tno field package.preload/,
    );
    assert.throws(
      () => run('require "broken"'),
      /error loading module 'broken' from file 'broken.lua'/,
    );
    assert.throws(() => run('dofile("b.lua")'), /cannot open b.lua/);
  });
}
