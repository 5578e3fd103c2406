/** A word of Lua source, as far as looking for names needs it. */
export interface LuaWord {
  readonly kind: 'name' | 'text' | 'other';
  readonly text: string;
}

/** Comments, long and quoted texts, names, numbers, and single characters. */
const WORD =
  /--\[(?<fence>=*)\[[^]*?\]\k<fence>\]|--[^\n]*|\[(?<level>=*)\[(?<long>[^]*?)\]\k<level>\]|"(?<double>(?:\\[^]|[^"\\\n])*)"|'(?<single>(?:\\[^]|[^'\\\n])*)'|(?<name>[A-Za-z_]\w*)|\d[\w.]*|[^\s]/g;

/** The words of a source in their order, comments left out. */
export function luaWords(source: string): LuaWord[] {
  const words: LuaWord[] = [];
  for (const { 0: text, groups = {} } of source.matchAll(WORD)) {
    if (text.startsWith('--')) continue;
    const { name } = groups;
    const quoted = groups['long'] ?? groups['double'] ?? groups['single'];
    if (name !== undefined) words.push({ kind: 'name', text: name });
    else if (quoted !== undefined) words.push({ kind: 'text', text: quoted });
    else words.push({ kind: 'other', text });
  }
  return words;
}
