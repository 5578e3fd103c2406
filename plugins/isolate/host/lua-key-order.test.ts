import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { luaKeyOrder } from './lua-key-order.ts';

const LISTS = 400;
const LARGEST_KEYS = [10, 70, 500, 40_000];

test('keys that fill an array come in order, whatever the order they came in', () => {
  assert.deepEqual(luaKeyOrder([4, 2, 3, 1]), [1, 2, 3, 4]);
});

test('random keys come in the order of LuaJIT', { skip: withoutLuajit() }, () => {
  const lists = Array.from({ length: LISTS }, (_, i) => randomKeys(i));
  const orders = lists.map((keys) => luaKeyOrder(keys).join(','));
  assert.deepEqual(orders, askLuajit(lists));
});

function randomKeys(list: number): number[] {
  const largest = LARGEST_KEYS[list % LARGEST_KEYS.length] as number;
  return Array.from({ length: 1 + (list % 90) }, () => Math.floor(Math.random() * largest));
}

function askLuajit(lists: readonly (readonly number[])[]): string[] {
  const programs = lists.map(
    (keys) => `do local t, order = {}, {}
for _, key in ipairs { ${keys.join(',')} } do t[key] = true end
for key in pairs(t) do order[#order + 1] = key end
print(table.concat(order, ',')) end`,
  );
  const { stdout } = spawnSync('luajit', ['-'], { input: programs.join('\n'), encoding: 'utf8' });
  return stdout.trim().split('\n');
}

function withoutLuajit(): string | false {
  return spawnSync('luajit', ['-v']).status === 0 ? false : 'luajit is not installed';
}
