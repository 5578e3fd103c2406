import { Kind, write } from '@chisel/isolate/guest/output.ts';
import { LuaError } from '../vm/lua-error.ts';
import type { LuaFile } from '../vm/lua-file.ts';
import type { LuaSource, LuaWorld } from '../vm/lua-vm.ts';
import { ask } from '@chisel/isolate/guest/ask.ts';

const luaError = (message: string): LuaError => new LuaError(message);
/** Text of a file that waits in the guest, so that small writes do not cross one by one. */
const FILE_CHARS = 1 << 16;

/** `os.exit` of a script: the chisel ends here. */
export class ScriptExit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`it called os.exit(${String(code)})`);
    this.code = code;
  }
}

/** What a script may do to the world: print, load modules, and what has been granted. */
export function createWorld(onSource: (source: LuaSource) => void): LuaWorld {
  return {
    write: (text) => write(Kind.PRINT, text),
    writeError: (text) => write(Kind.ERROR, text),
    loadModule: (name) => {
      const source = ask<LuaSource | undefined>('module', name, luaError);
      if (source !== undefined) onSource(source);
      return source;
    },
    openFile: (path, mode) => openFile(path, mode),
    exit: (code) => {
      throw new ScriptExit(code);
    },
    refuse: (name) => refusals[name] ?? `${name} is never granted to a chisel`,
  };
}

const refusals: Readonly<Record<string, string>> = {
  'os.remove':
    'os.remove is never granted to a chisel: it only creates files, with --allow write:DIR',
  'os.rename':
    'os.rename is never granted to a chisel: it only creates files, with --allow write:DIR',
  'os.tmpname':
    'os.tmpname is never granted to a chisel: name a file in a folder of --allow write:DIR',
};

function openFile(path: string, mode: string): LuaFile {
  const id = ask<number>('open', { path, mode }, luaError);
  if (mode.startsWith('r'))
    return { ...noWriting, readAll: () => ask<string>('readFile', id, luaError) };
  let pending = '';
  const flush = (): void => {
    if (pending !== '') ask('writeFile', { id, text: pending }, luaError);
    pending = '';
  };
  return {
    write(text) {
      pending += text;
      if (pending.length > FILE_CHARS) flush();
    },
    flush,
    close() {
      flush();
      ask('closeFile', id, luaError);
    },
  };
}

const noWriting = {
  write: (): never => {
    throw new LuaError('the file is open for reading only');
  },
  close: (): void => undefined,
};
