import type { Dice } from './dice.ts';

const BAD = ['nil', 'true', '{}', '"x"', 'print', '5', 'undefined_global', 'function() end'];
const HOLDERS = [
  'a',
  'G',
  'a.b',
  'a.b.c',
  'a[1]',
  'a["k"]',
  'up',
  'up.x',
  'a:m()',
  'G.x',
  '("s").y',
  '(nil)',
];
const CALLS = [
  'string.rep', 'string.sub', 'string.format', 'string.find', 'string.gsub', 'string.byte', 'string.char', 'string.len',
  'table.concat', 'table.insert', 'table.remove', 'table.sort', 'table.getn', 'unpack', 'ipairs', 'pairs', 'next', 'select',
  'tonumber', 'tostring', 'setmetatable', 'getmetatable', 'rawget', 'rawset', 'math.floor', 'math.max', 'math.random',
  'math.fmod', 'math.ldexp', 'coroutine.create', 'coroutine.resume', 'coroutine.wrap', 'coroutine.status', 'setfenv',
  'loadstring', 'error', 'assert', 'xpcall', 'bit.band', 'bit.tohex', 'string.upper', 'string.gmatch',
]; // prettier-ignore

/** Operations on what they can't be done on: the message names the variable and the place. */
export function errorSnippet(dice: Dice): string {
  const bad = dice.pick(BAD);
  const start = `local up = ${dice.pick(BAD)} local a = ${dice.pick([bad, '{b = 1}', '{b = {}}', '{m = 5}'])} G = ${bad}\n`;
  const holder = () => dice.pick(HOLDERS);
  const operand = () =>
    dice.pick([holder(), holder(), dice.pick(BAD).replace('function() end', '{}')]);
  switch (dice.below(9)) {
    case 0:
      return `${start} return ${operand()} ${dice.pick(['+', '-', '*', '/', '%', '^', '..', '<', '<=', '>', '=='])} ${operand()}`;
    case 1:
      return `${start} return (function() return ${holder()}.field, up end)()`;
    case 2:
      return `${start} ${dice.pick(['a', 'G', 'up', 'a.b', 'G.x']).replace(/$/, dice.pick(['.x', '[1]', '.x.y']))} = 1`;
    case 3:
      return `${start} ${dice.pick(['a()', 'G()', 'up()', 'a.b()', 'a:m()', 'a.m()', 'G.x()', 'a.b.c()', 'a[1]()', 'a.b:c()'])}`;
    case 4:
      return `${start} return -${holder()}, #${holder()}`;
    case 5:
      return `${start} ${dice.pick(CALLS)}(${dice.list(0, 3, () => dice.pick(BAD)).join(', ')})`;
    case 6:
      return `local s = "x" return s:${dice.pick(['rep', 'sub', 'find', 'gsub', 'format', 'byte', 'nope', 'gmatch'])}(${dice.list(0, 2, () => dice.pick(BAD)).join(', ')})`;
    case 7:
      return `local f = ${dice.pick(CALLS)} return f(${dice.list(0, 2, () => dice.pick(BAD)).join(', ')})`;
    default:
      return `local function f() error(${dice.pick(['"msg"', '{}', 'nil', '5', '"m", 0', '"m", 1', '"m", 2', '"m", 3'])}) end\nlocal function g()\n f() end\n return pcall(${dice.pick(['f', 'g', 'function() g() end'])})`;
  }
}

const TOKENS = [
  'if', 'then', 'else', 'elseif', 'end', 'for', 'in', 'do', 'while', 'repeat', 'until', 'function', 'local', 'return', 'break',
  'goto', 'nil', 'true', 'not', 'and', 'or', '(', ')', '{', '}', '[', ']', '=', '==', '~=', '<', '..', '...', ',', ';', ':',
  '::', '.', '+', '-', '*', '/', '//', '%', '^', '#', '&', '|', '~', '>>', '<<', 'x', 'y', '1', '"s"', '0x', '1e', '@', '\\',
  "'", '"', '[[', '--[[', '[==[x]==]', '"\\q"', '"\\300"', '"\\x4"', '"\\u{41}"', '"\\z  a"', '3..2', '1x', '$', '!', '?',
]; // prettier-ignore
const PROGRAMS = [
  'local x = 1\nif x then\n return x\nelse\n return 2\nend',
  'for i = 1, 3 do\n local y = i\nend\nreturn 1',
  'local function f(a, ...)\n return a, ...\nend\nreturn f(1)',
  'local t = {1, 2; x = 3, [4] = 5}\nreturn t.x',
  'while nil do\n break\nend\nrepeat local z = 1 until 1 or 1 or 1',
  'goto done\ndo x = 1 end\n::done::\nreturn x',
];

/** Programs with a token too many, too few or another: whether, and at which line, they are refused. */
export function syntaxSnippet(dice: Dice): string {
  const tokens = dice.pick(PROGRAMS).split(/(?<=[\n ])/);
  const at = dice.below(tokens.length);
  tokens.splice(at, dice.below(2), ...(dice.oneIn(4) ? [] : [`${dice.pick(TOKENS)} `]));
  return tokens.join('');
}
