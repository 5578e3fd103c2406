import { lapi, type LClosure, type LuaState, type Proto } from './fengari.ts';
import { push } from './host-values.ts';
import { encodeBytes, NUMBER, STRING, textOf, type FengariString, type Slot } from './values.ts';

const ESCAPE = '\x1b';
const BOM = '\xef\xbb\xbf';
const TEXT_ONLY = encodeBytes('t');

/** Compiles source; leaves the function, or the message of a syntax error, on the stack. */
export function loadChunk(L: LuaState, text: string, name: string): boolean {
  const source = cleaned(text);
  const data = { bytes: encodeBytes(source) as Uint8Array | null };
  if (source.startsWith(ESCAPE)) {
    push(L, 'attempt to load chunk with wrong mode');
    return false;
  }
  const status = lapi.lua_load(L, readOnce, data, encodeBytes(name), TEXT_ONLY);
  if (status !== 0) return false;
  prepare(((L.stack[L.top - 1] as Slot).value as LClosure).p);
  return true;
}

/**
 * The parser makes a constant of the other type of numbers for the step of a loop. Strings are made those that
 * V8 has for names, so that looking one up finds it by identity.
 */
function prepare(p: Proto): void {
  for (const instruction of p.code) instruction.place = 0;
  for (const constant of p.k) {
    if (constant.type === INTEGER) constant.type = NUMBER;
    if (constant.type === STRING) {
      const string = constant.value as FengariString;
      string.text = asName(textOf(string));
    }
  }
  p.p.forEach(prepare);
}

const MAX_NAME = 64;

function asName(text: string): string {
  return text.length > MAX_NAME ? text : (Object.keys({ [text]: 0 })[0] as string);
}

const INTEGER = 19;

/** The environment cell of a function, undefined when it uses no globals. */
export function environmentOf(closure: LClosure): number {
  return closure.p.upvalues.findIndex(
    ({ name }) => name !== null && textOf(name as FengariString) === '(environment)',
  );
}

function readOnce(_L: LuaState, data: { bytes: Uint8Array | null }): Uint8Array | null {
  const { bytes } = data;
  data.bytes = null;
  return bytes;
}

/** Without the mark of UTF-8 and the first line of a script. */
function cleaned(text: string): string {
  const source = text.startsWith(BOM) ? text.slice(BOM.length) : text;
  return source.startsWith('#') ? source.replace(/^[^\r\n]*/, '') : source;
}
