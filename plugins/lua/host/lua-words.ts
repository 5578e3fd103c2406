/** A word of Lua source, as far as looking for names needs it. */
export interface LuaWord {
  readonly kind: 'name' | 'text' | 'other';
  readonly text: string;
}

/** Names, comments, long and quoted texts, numbers, and single characters. */
const WORD =
  /([A-Za-z_]\w*)|--\[(=*)\[[^]*?\]\2\]|--[^\n]*|\[(=*)\[([^]*?)\]\3\]|"((?:\\[^]|[^"\\\n])*)"|'((?:\\[^]|[^'\\\n])*)'|\d[\w.]*|[^\s]/g;

/** The words of a source in their order, comments left out. */
export function luaWords(source: string): LuaWord[] {
  const words: LuaWord[] = [];
  WORD.lastIndex = 0;
  for (let found = WORD.exec(source); found; found = WORD.exec(source)) {
    const [text, name] = found;
    if (name !== undefined) words.push({ kind: 'name', text });
    else if (!text.startsWith('--')) words.push(otherWord(text, found[4] ?? found[5] ?? found[6]));
  }
  return words;
}

function otherWord(text: string, quoted: string | undefined): LuaWord {
  return quoted === undefined ? { kind: 'other', text } : { kind: 'text', text: quoted };
}
