import type { Dice } from './dice.ts';

const LENGTHS = [
  '0', '1', '2', '3', '-1', '-2', '0.5', '1.5', '1.999', '-0.5', '-1.5', '1e3', '2^31', '-2^31', '2^31-1', '2^32', '2^32+1',
  '2^53', '-2^53', '1e308', '-1e308', '"2"', '" 3 "', '"0x2"', '1/0', '-1/0',
]; // prettier-ignore
const BASES = [
  '2',
  '3',
  '7',
  '8',
  '10',
  '16',
  '20',
  '35',
  '36',
  '1',
  '37',
  '0',
  '-2',
  '2.9',
  '"16"',
  'nil',
];
const DIGITS = [
  '"10"', '"ff"', '"FF"', '"zz"', '"0x1F"', '" 11 "', '"-11"', '"+7"', '"7.5"', '""', '" "', '"1e1"', '"9a"', '"12z"', '"--1"',
  '101', '15.5', '"4294967296"', '"ffffffffff"', '"-zz"', '"1\\0"', '"\\t7"',
]; // prettier-ignore
const OTHERS = [
  'nil',
  'true',
  '{}',
  '"x"',
  '5',
  'print',
  'function() end',
  'coroutine.create(print)',
];
const DIRECTIVES = [
  '%d', '%5d', '%-5d|', '%05d', '%+d', '% d', '%.3d', '%8.3d', '%i', '%u', '%c', '%x', '%#x', '%X', '%o', '%#o', '%e', '%.0e',
  '%E', '%f', '%.0f', '%#.0f', '%10.2f', '%-10.2f|', '%+.1f', '%g', '%#g', '%.3g', '%G', '%.10g', '%s', '%10s', '%-10s|', '%.2s',
  '%10.1s', '%q', '%%', '%a', '%5c', '%.14g', '%020.5f', '%+08d', '%-+8d|', '%99d', '%.99f',
]; // prettier-ignore
const FORMATTED = [
  '0', '1', '-1', '3.7', '-3.7', '1e15', '1e300', '2^53', '-2^63', '0/0', '1/0', '-1/0', '"10"', '"x"', '"a\\0b"', '65', '255.9',
  '0.1', '5e-324', '123456789', 'true', 'nil', '{}', '-0', '0.5', '1.5', '2.5',
]; // prettier-ignore
const PATTERNS = [
  '%f[%w]%w+', '%f[%W]', '%f[^%z]', '%b()', '%b[]', '%bxx', '(.)%1', '(%w+) %1', '((.).)%2', '()', '(())', '^()', '(.-)$', '%f',
  '%b', '%b(', '%1', '(%1)', '[%a-z]', '[a-]', '[]]', '[^]]', '[%]', '%', '(', ')', '[', '[a', '^^', '$', '$$', 'a-$', '.-b', '%g+',
  '%z', '[\\0-\\31]', '(a*(.)%w(%s*))', '%d*%.?%d+', '([\'\\"])(.-)%1', '%%', '[[:alpha:]]',
]; // prettier-ignore
const SUBJECTS = [
  '"hello world"', '"THE (quick) fox"', '"f(a(b)c)d)"', '"xx yy xx"', '"aa bb"', '""', '"a\\0b"', '"[[x]]"', '"it\'s \\"so\\""',
  '"key = value"', '"100% sure"', '"  trim  "', '("a"):rep(30)',
]; // prettier-ignore
const REPLACEMENTS = [
  '"<%0>"',
  '"%1"',
  '"%2"',
  '"%%"',
  '"%"',
  '"%x"',
  '{xx = 1, a = false}',
  'string.upper',
  '5',
  'nil',
  'true',
];
const CHUNKS = [
  'f',
  'function() f() end',
  'function() return f() end',
  'function() pcall(f) f() end',
];

/** Corners: lengths that are none, odd bases, errors inside errors, varargs, coroutines and dates. */
export function edgeSnippet(dice: Dice): string {
  return dice.pick(MAKERS)(dice);
}

const length = (dice: Dice): string => dice.pick(LENGTHS);

const MAKERS: readonly ((dice: Dice) => string)[] = [
  (dice) => `return ("text"):sub(${dice.list(1, 2, () => length(dice)).join(', ')})`,
  (dice) =>
    `return #("ab"):rep(math.min(${length(dice)}, 50)), ("ab"):byte(${length(dice)}, ${length(dice)})`,
  (dice) => `return ("a,b,c"):find(",", ${length(dice)}, ${dice.pick(['true', 'nil'])})`,
  (dice) => `return tonumber(${dice.pick(DIGITS)}, ${dice.pick(BASES)})`,
  (dice) => `return pcall(tonumber, ${dice.pick([...DIGITS, ...OTHERS])}, ${dice.pick(BASES)})`,
  (dice) =>
    `return pcall(string.format, "${dice.list(1, 3, () => dice.pick(DIRECTIVES)).join(' ')}", ${dice.list(0, 3, () => dice.pick(FORMATTED)).join(', ') || '1'})`,
  (dice) => `return pcall(string.find, ${dice.pick(SUBJECTS)}, "${dice.pick(PATTERNS)}")`,
  (dice) =>
    `return pcall(string.gsub, ${dice.pick(SUBJECTS)}, "${dice.pick(PATTERNS)}", ${dice.pick(REPLACEMENTS)})`,
  (dice) =>
    `local t = {} for a, b in (${dice.pick(SUBJECTS)}):gmatch("${dice.pick(PATTERNS)}") do t[#t + 1] = tostring(a) .. "/" .. tostring(b) if #t > 9 then break end end return t`,
  (dice) =>
    `return pcall(table.sort, {${dice.list(2, 4, () => dice.pick(OTHERS.slice(1, 5))).join(', ')}}${dice.pick(['', ', nil', ', 5', ', function(a, b) return a > b end', ', function() error("x") end', ', function() return 1 end'])})`,
  (dice) =>
    `local t = {} local k = ${dice.pick(['0/0', 'nil', '1/0', '-0', '2^53'])} return pcall(function() t[k] = 1 return next(t) end)`,
  (dice) =>
    `local t = {} return t[${dice.pick(['0/0', 'nil', '1/0', '{}'])}], rawget(t, ${dice.pick(['0/0', 'nil'])}), pcall(rawset, t, ${dice.pick(['0/0', 'nil', '1'])}, 2)`,
  (dice) =>
    `return select("#", ${dice.list(1, 4, () => dice.pick(['nil', '1', '(nil)', '(...)', '...'])).join(', ')})`,
  (dice) =>
    `local function f(...) return ${dice.pick(['...', '(...)', '{...}', 'select("#", ...)', '..., 1', '#{...}'])} end return f(${dice.list(0, 3, () => dice.pick(['1', '"a"', 'f', '2'])).join(', ')})`,
  (dice) =>
    `return pcall(select, ${dice.pick(['0', '-1', '-2', '-5', '1.9', '"2"', '"#"', '"x"', '2^31', 'nil'])}, ${dice.list(1, 3, () => dice.pick(['1', 'nil', '"a"'])).join(', ')})`,
  (dice) =>
    `local function f() error(${dice.pick(['"m"', 'nil', '7', '"m", 2', '"m", 3', '"m", 0', '"m", 99', '"m", -1', '"m", 1.5'])}) end return ${dice.pick(['pcall', 'pcall', 'xpcall'])}(${dice.pick(CHUNKS)}${dice.pick(['', ', function(e) return "H:" .. tostring(e) end'])})`,
  (dice) =>
    `local c = coroutine.${dice.pick(['create', 'wrap'])}(function(...) ${dice.pick(['error("in")', 'error({})', 'coroutine.yield(...) error("later")', 'return ...', 'local x = nil; return x.y'])} end) return ${dice.pick(['pcall(c, 1)', 'type(c), coroutine.resume(c, 1)', 'pcall(coroutine.resume, c)', 'coroutine.status(c)', 'pcall(c), pcall(c), pcall(c)'])}`,
  (dice) =>
    `return pcall(coroutine.${dice.pick(['resume', 'status', 'wrap', 'create', 'yield', 'running'])}, ${dice.pick([...OTHERS, 'coroutine.running()'])})`,
  (dice) =>
    `local t = os.date("!*t", ${String(dice.below(2 ** 31 - 1))}) return t.year, t.month, t.day, t.hour, t.min, t.sec, t.wday, t.yday, t.isdst`,
  (dice) =>
    `return pcall(os.time, {year = ${dice.pick(['2000', '"2001"', '2000.5', 'nil', '1970'])}, month = ${dice.pick(['1', '"02"', '13', '-3', 'nil'])}, day = ${dice.pick(['1', '0', '31', '400', '"x"'])}, hour = ${dice.pick(['0', '12', '25', 'nil'])}})`,
  (dice) =>
    `local ${dice.pick(['a', 'alpha'])}, b = ${dice.pick(OTHERS)}, ${dice.pick(OTHERS)} return (${dice.pick(['a', 'alpha', 'b'])} ${dice.pick(['+', '..', '<', '<=', '-', '%', '^'])} ${dice.pick(['b', '1', '"2"', 'gone', 'b.x'])})`,
  (dice) =>
    `return ${dice.pick(DIGITS)} ${dice.pick(['+', '-', '*', '/', '%', '^', '..'])} ${dice.pick(DIGITS)}`,
  (dice) =>
    `return ${dice.pick(['1', '-1', '0', '5.5', '-5.5', '2^53'])} ${dice.pick(['/', '%'])} ${dice.pick(['0', '-0', '1/0', '-1/0', '0.1', '-3'])}`,
  (dice) =>
    `return unpack({1, 2, 3}, ${length(dice).replace(/.*(\^|e).*/, '2')}, ${length(dice)
      .replace(/.*(\^|e).*/, '3')
      .replace('1/0', '3')})`,
  (dice) =>
    `local t = setmetatable({}, {__${dice.pick(['index', 'newindex', 'call', 'concat', 'eq', 'lt', 'le', 'unm', 'len', 'tostring'])} = ${dice.pick(['5', 'function(...) return select("#", ...) end', 'function() error("meta") end', '{x = 1}', '"text"'])}}) return ${dice.pick(['t.x', 't()', 't .. 1', 't == t', 't < t', 't <= {}', '-t', '#t', 'pcall(tostring, t)', 'pcall(function() t.y = 1 return rawget(t, "y") end)'])}`,
];
