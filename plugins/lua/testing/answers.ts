import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CreateLuaVm, LuaValue, LuaWorld } from '../vm/lua-vm.ts';
import { bareVm } from './run-lua.ts';

const driver = readFileSync(new URL('driver.lua', import.meta.url), 'latin1');
const LIMIT_MS = 60_000;

/** What LuaJIT says to each snippet; undefined when it isn't installed. */
export function luajitAnswers(snippets: readonly string[]): string[] | undefined {
  if (spawnSync('luajit', ['-v']).error) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'luajit-'));
  const file = join(folder, 'driver.lua');
  const list = snippets.map((snippet) => `${quote(snippet)},\n`).join('');
  const say = "function(line) io.write(line, '\\n') end";
  writeFileSync(
    file,
    `(loadstring or load)(${quote(driver)}, '=driver')({${list}}, ${say})`,
    'latin1',
  );
  try {
    const { stdout, stderr, status } = spawnSync('luajit', [file], {
      encoding: 'latin1',
      maxBuffer: 1 << 28,
      timeout: LIMIT_MS,
      env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' },
    });
    if (status !== 0) throw new Error(`luajit: ${stderr}`);
    return stdout.split('\n').slice(0, -1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a VM says to each. */
export function vmAnswers(
  create: CreateLuaVm,
  snippets: readonly string[],
  world: Partial<LuaWorld> = {},
): string[] {
  const answers: string[] = [];
  const { vm } = bareVm(create, world);
  const list = vm.createTable();
  snippets.forEach((snippet, i) => vm.set(list, i + 1, snippet));
  vm.set(vm.globals, 'DRIVER', driver);
  const run = vm.run({ text: "return loadstring(DRIVER, '=driver')", chunkName: '=start' });
  const say = vm.createFunction('say', (line: LuaValue) => {
    answers.push(String(line));
    return [];
  });
  vm.call(run, [list, say]);
  return answers;
}

/** As a literal of Lua, byte for byte. */
function quote(text: string): string {
  const escaped = text.replace(
    /[\\"\n\r\0]/g,
    (char) => `\\${String(char.charCodeAt(0)).padStart(3, '0')}`,
  );
  return `"${escaped}"`;
}
