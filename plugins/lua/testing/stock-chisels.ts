import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LuaSource } from '../vm/lua-vm.ts';
import { Dice } from './dice.ts';

const folder = '/usr/share/sysdig/chisels';

/** The Lua files of an installed sysdig, by name; undefined when there is none. */
export function stockChisels(): Map<string, string> | undefined {
  if (!existsSync(folder)) return undefined;
  const names = readdirSync(folder).filter((name) => name.endsWith('.lua'));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'latin1')]));
}

/** What `require` finds beside them. */
export function stockModule(name: string): LuaSource | undefined {
  const path = join(folder, `${name}.lua`);
  if (!existsSync(path)) return undefined;
  return { text: readFileSync(path, 'latin1'), chunkName: `@${path}` };
}

/** Lets a chisel define itself without a host. */
export const STUBS = `
  local function stub() return {} end
  local api = setmetatable({}, {__index = function() return stub end})
  sysdig, chisel, evt = api, api, api
`;

const START = `
  local G = getfenv(0)
  G.print, G.package.path = print, "${folder}/?.lua;" .. package.path
  G.sysdig = {make_ts = function(s, ns) return s .. "," .. ns end, is_print_container_data = function() return false end}
  require "common"
`;

const NAMES = [
  'cat',
  'httpd',
  'x\\001\\0011234',
  'a very long name of a process\\001\\001b',
  '',
  '/etc/passwd',
];

/** Calls of the helpers that the stock chisels share, whose text is what users see. */
export function helperSnippets(seed: number, count: number): string[] {
  const dice = new Dice(seed);
  return Array.from({ length: count }, () => START + call(dice));
}

function call(dice: Dice): string {
  const big = () => String(dice.below(2 ** 31 - 1) * 10 ** dice.below(8) + dice.below(1000));
  switch (dice.below(8)) {
    case 0:
      return `return format_bytes(${big()}), format_bytes(${String(dice.below(3000))}), format_bytes(${big()} / 7)`;
    case 1:
      return `return format_time_interval(${big()}), format_time_interval(${String(dice.below(100000))})`;
    case 2:
      return `return extend_string("${dice.pick(NAMES)}", ${String(dice.below(30))}), split("a,b,,c", ","), ts_to_str(1534527348, ${String(dice.below(1e9))})`;
    case 3:
      return `return starts_with("abc", "ab"), ends_with("abc", "bc"), copytable({1, {2, x = 3}}), concattable({1}, {2, 3}), typeof(5)`;
    case 4:
      return `local o = {} for k, v in pairs_top_by_val({a = 3, b = 1, c = 2}, ${String(dice.below(4))}, function(t, a, b) return t[b] < t[a] end) do o[#o + 1] = k .. v end return o`;
    case 5:
      return table(dice, dice.pick(['none', 'bytes', 'time', 'timepct']), big);
    case 6:
      return `return json.encode({${big()}, 0.5, -1, "a\\"b\\n\\t\\200", true, {x = 1}, {}, json.null, 1e300, ${big()}.25}, {indent = ${dice.pick(['true', 'false'])}})`;
    default:
      return `return json.decode('{"a": [1, 2.5, -3e2, "x\\\\u0041\\\\n", null, true], "b": {"c": ${big()}}} '), json.decode('[1, ]'), json.decode('${dice.pick(['', '{', '"abc', 'nul', '[1 2]'])}')`;
  }
}

function table(dice: Dice, units: string, big: () => string): string {
  const rows = NAMES.slice(0, dice.below(NAMES.length + 1)).map(
    (name, i) => `["${name}"] = ${big()} + ${String(i)}`,
  );
  return `print_sorted_table({${rows.join(', ')}}, 1534527348, 5, ${big()}, {top_number = ${String(dice.below(7))}, output_format = "normal",
    key_fld = {"proc.name", "fd.name"}, key_desc = {"Process", "File"}, value_fld = "evt.rawres", value_desc = "Bytes", value_units = "${units}"})`;
}
