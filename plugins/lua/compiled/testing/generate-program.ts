import type { Dice } from '../../testing/dice.ts';

interface Scope {
  readonly locals: readonly string[];
  readonly depth: number;
  readonly isInLoop: boolean;
  readonly isVariadic: boolean;
}

const CONSTANTS = [
  'nil',
  'true',
  'false',
  '0',
  '1',
  '2',
  '-1',
  '0.5',
  '1e15',
  "'a'",
  "'10'",
  "''",
  '{}',
  '{1,2,3}',
  '{x=1,y={2}}',
];
const GLOBALS = ['G', 'H', 'log', 'call'];
const BINARY = ['+', '-', '*', '/', '%', '..', '==', '~=', '<', '<=', '>', '>=', 'and', 'or'];
const ARITHMETIC = ['+', '-', '*', '/', '%', '^'];
const NUMBERS = ['1', '2', '0.5', '#H', 'G', "'10'", '-3', '1e300'];
const UNARY = ['-', 'not ', '#'];
const FIELDS = ['x', 'y', 'z'];

/** Defines what programs use: `log` shows a value, `call` a function's results, or its error. */
export const PRELUDE = `
local text
function text(v, d) if type(v) ~= 'table' then return type(v) == 'function' and 'function' or tostring(v) end
  if d > 2 then return '{}' end local s = '{'
  for i = 1, 3 do s = s .. text(v[i], d + 1) .. ',' end
  for _, k in ipairs({'x','y','z'}) do if v[k] ~= nil then s = s .. k .. '=' .. text(v[k], d + 1) .. ',' end end
  return s .. '}' end
local count = 0
function log(...) count = count + 1 if count > 200 then error('long', 0) end local s = ''
  for i = 1, select('#', ...) do s = s .. text((select(i, ...)), 0) .. ' ' end print(s) return ... end
function call(f, ...) if type(f) ~= 'function' then return f end log(pcall(f, ...)) return f end
`;

/** A program in Lua that ends, most of whose errors it catches itself. */
export function generateProgram(dice: Dice): string {
  const scope = { locals: [], depth: 0, isInLoop: false, isVariadic: true };
  const parts = Array.from(
    { length: 3 },
    () => `call(function(...) ${block(dice, scope)} end, ${list(dice, scope)})`,
  );
  return `G, H = 1, {1, x = 'h'}\n${parts.join('\n')}\nlog(G, H)`;
}

function block(dice: Dice, outer: Scope): string {
  const locals = [...outer.locals];
  const lines: string[] = [];
  for (let left = 1 + dice.below(4); left > 0; left--) {
    lines.push(statement(dice, { ...outer, locals, depth: outer.depth + 1 }, locals));
  }
  return lines.join('\n');
}

type Maker = (dice: Dice, scope: Scope, locals: string[]) => string;

const SIMPLE: readonly Maker[] = [
  declare,
  declare,
  assign,
  assign,
  assignTwo,
  (dice, scope) => `log(${list(dice, scope)})`,
  (dice, scope) => `call(${expression(dice, scope)}, ${list(dice, scope)})`,
];

const NESTED: readonly Maker[] = [
  (dice, scope) =>
    `if ${expression(dice, scope)} then ${block(dice, scope)} else ${block(dice, scope)} end`,
  numericFor,
  genericFor,
  whileLoop,
  repeatLoop,
  declareFunction,
  (dice, scope) => `do ${block(dice, scope)} end`,
  (dice, scope) =>
    `call(function(...) ${block(dice, { ...scope, isInLoop: false, isVariadic: true })} end, ${list(dice, scope)})`,
];

function statement(dice: Dice, scope: Scope, locals: string[]): string {
  if (scope.isInLoop && dice.below(100) < 6) return 'do break end';
  if (dice.below(100) < 4) return `do return ${list(dice, scope)} end`;
  const isNested = scope.depth < 5 && dice.below(100) < 45;
  return dice.pick(isNested ? NESTED : SIMPLE)(dice, scope, locals);
}

function newLocal(dice: Dice, locals: string[]): string {
  const name = dice.pick(['a', 'b', 'c', 'd']);
  locals.push(name);
  return name;
}

function declare(dice: Dice, scope: Scope, locals: string[]): string {
  const values = list(dice, scope);
  const names = [newLocal(dice, locals)];
  if (dice.below(100) < 30) names.push(newLocal(dice, locals));
  return `local ${names.join(', ')} = ${values}`;
}

function assign(dice: Dice, scope: Scope): string {
  return `${target(dice, scope)} = ${expression(dice, scope)}`;
}

function assignTwo(dice: Dice, scope: Scope): string {
  return `${target(dice, scope)}, ${target(dice, scope)} = ${list(dice, scope)}`;
}

function target(dice: Dice, scope: Scope): string {
  const name = dice.pick(['G', 'H', ...scope.locals]);
  if (dice.below(100) < 60) return name;
  return dice.below(100) < 50
    ? `${name}.${dice.pick(FIELDS)}`
    : `${name}[${expression(dice, scope, 3)}]`;
}

function numericFor(dice: Dice, scope: Scope): string {
  const name = dice.pick(['a', 'b', 'i']);
  const inner = { ...scope, locals: [...scope.locals, name], isInLoop: true };
  const step = dice.pick(['', ', 1', ', 2', ', -1', ', 0.5']);
  return `for ${name} = ${dice.below(4)}, ${dice.below(5)}${step} do ${block(dice, inner)} end`;
}

function genericFor(dice: Dice, scope: Scope): string {
  const inner = { ...scope, locals: [...scope.locals, 'k', 'v'], isInLoop: true };
  const values = dice.pick(['{1,2,3}', "{'p',{},5}", 'H', expression(dice, scope, 3)]);
  return `for k, v in ipairs(${values}) do ${block(dice, inner)} end`;
}

function whileLoop(dice: Dice, scope: Scope): string {
  const counter = `n${scope.depth}`;
  const inner = { ...scope, isInLoop: true };
  return `local ${counter} = 0 while ${counter} < 3 do ${counter} = ${counter} + 1 ${skippable(dice, inner)} end`;
}

function repeatLoop(dice: Dice, scope: Scope): string {
  const counter = `n${scope.depth}`;
  const locals = [...scope.locals, 'r'];
  const body = block(dice, { ...scope, isInLoop: true, locals });
  return `local ${counter} = 0 repeat ${counter} = ${counter} + 1 local r = ${expression(dice, scope)} ${guarded(body)} until ${counter} >= 2 or r`;
}

/** What breaks or returns has to stand last in its block. */
function guarded(body: string): string {
  return `do ${body} end`;
}

function skippable(dice: Dice, scope: Scope): string {
  if (dice.below(100) < 60) return block(dice, scope);
  const label = `l${scope.depth}`;
  return `if ${expression(dice, scope)} then goto ${label} end ${guarded(block(dice, scope))} ::${label}::`;
}

function declareFunction(dice: Dice, scope: Scope, locals: string[]): string {
  const name = newLocal(dice, locals);
  const isVariadic = dice.below(100) < 30;
  const inner = { ...scope, locals: [...scope.locals, 'p', 'q'], isInLoop: false, isVariadic };
  const parameters = isVariadic ? 'p, ...' : 'p, q';
  const body = isVariadic
    ? block(dice, { ...inner, locals: [...scope.locals, 'p'] })
    : block(dice, inner);
  return `local function ${name}(${parameters}) ${body} end call(${name}, ${list(dice, scope)})`;
}

function list(dice: Dice, scope: Scope): string {
  const values = Array.from({ length: 1 + dice.below(3) }, () => expression(dice, scope));
  return values.join(', ');
}

function expression(dice: Dice, scope: Scope, level = 0): string {
  if (level > 2 || dice.below(100) < 35) return atom(dice, scope);
  const inner = (): string => expression(dice, scope, level + 1);
  switch (dice.below(8)) {
    case 0:
      return `${number(dice)} ${dice.pick(ARITHMETIC)} ${number(dice)}`;
    case 1:
    case 2:
      return `${inner()} ${dice.pick(BINARY)} ${inner()}`;
    case 3:
      return `${dice.pick(UNARY)}${atom(dice, scope)}`;
    case 4:
      return `(${inner()})`;
    case 5:
      return `{${inner()}, ${dice.pick(FIELDS)} = ${inner()}, ${inner()}}`;
    case 6:
      return `${name(dice, scope)}.${dice.pick(FIELDS)}`;
    default:
      return `log(${inner()}, ${inner()})`;
  }
}

function name(dice: Dice, scope: Scope): string {
  return dice.pick([...GLOBALS, ...scope.locals]);
}

function atom(dice: Dice, scope: Scope): string {
  if (scope.isVariadic && dice.below(100) < 8) return '...';
  return dice.below(100) < 45 ? dice.pick(CONSTANTS) : name(dice, scope);
}

function number(dice: Dice): string {
  return dice.pick(NUMBERS);
}
