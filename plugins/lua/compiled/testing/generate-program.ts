/** A repeatable source of choices. */
export interface Choices {
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
  chance(percent: number): boolean;
}

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
export function generateProgram(choices: Choices): string {
  const scope = { locals: [], depth: 0, isInLoop: false, isVariadic: true };
  const parts = Array.from(
    { length: 3 },
    () => `call(function(...) ${block(choices, scope)} end, ${list(choices, scope)})`,
  );
  return `G, H = 1, {1, x = 'h'}\n${parts.join('\n')}\nlog(G, H)`;
}

function block(choices: Choices, outer: Scope): string {
  const locals = [...outer.locals];
  const lines: string[] = [];
  for (let left = 1 + choices.below(4); left > 0; left--) {
    lines.push(statement(choices, { ...outer, locals, depth: outer.depth + 1 }, locals));
  }
  return lines.join('\n');
}

type Maker = (choices: Choices, scope: Scope, locals: string[]) => string;

const SIMPLE: readonly Maker[] = [
  declare,
  declare,
  assign,
  assign,
  assignTwo,
  (choices, scope) => `log(${list(choices, scope)})`,
  (choices, scope) => `call(${expression(choices, scope)}, ${list(choices, scope)})`,
];

const NESTED: readonly Maker[] = [
  (choices, scope) =>
    `if ${expression(choices, scope)} then ${block(choices, scope)} else ${block(choices, scope)} end`,
  numericFor,
  genericFor,
  whileLoop,
  repeatLoop,
  declareFunction,
  (choices, scope) => `do ${block(choices, scope)} end`,
  (choices, scope) =>
    `call(function(...) ${block(choices, { ...scope, isInLoop: false, isVariadic: true })} end, ${list(choices, scope)})`,
];

function statement(choices: Choices, scope: Scope, locals: string[]): string {
  if (scope.isInLoop && choices.chance(6)) return 'do break end';
  if (choices.chance(4)) return `do return ${list(choices, scope)} end`;
  const isNested = scope.depth < 5 && choices.chance(45);
  return choices.pick(isNested ? NESTED : SIMPLE)(choices, scope, locals);
}

function newLocal(choices: Choices, locals: string[]): string {
  const name = choices.pick(['a', 'b', 'c', 'd']);
  locals.push(name);
  return name;
}

function declare(choices: Choices, scope: Scope, locals: string[]): string {
  const values = list(choices, scope);
  const names = [newLocal(choices, locals)];
  if (choices.chance(30)) names.push(newLocal(choices, locals));
  return `local ${names.join(', ')} = ${values}`;
}

function assign(choices: Choices, scope: Scope): string {
  return `${target(choices, scope)} = ${expression(choices, scope)}`;
}

function assignTwo(choices: Choices, scope: Scope): string {
  return `${target(choices, scope)}, ${target(choices, scope)} = ${list(choices, scope)}`;
}

function target(choices: Choices, scope: Scope): string {
  const name = choices.pick(['G', 'H', ...scope.locals]);
  if (choices.chance(60)) return name;
  return choices.chance(50)
    ? `${name}.${choices.pick(FIELDS)}`
    : `${name}[${expression(choices, scope, 3)}]`;
}

function numericFor(choices: Choices, scope: Scope): string {
  const name = choices.pick(['a', 'b', 'i']);
  const inner = { ...scope, locals: [...scope.locals, name], isInLoop: true };
  const step = choices.pick(['', ', 1', ', 2', ', -1', ', 0.5']);
  return `for ${name} = ${choices.below(4)}, ${choices.below(5)}${step} do ${block(choices, inner)} end`;
}

function genericFor(choices: Choices, scope: Scope): string {
  const inner = { ...scope, locals: [...scope.locals, 'k', 'v'], isInLoop: true };
  const values = choices.pick(['{1,2,3}', "{'p',{},5}", 'H', expression(choices, scope, 3)]);
  return `for k, v in ipairs(${values}) do ${block(choices, inner)} end`;
}

function whileLoop(choices: Choices, scope: Scope): string {
  const counter = `n${scope.depth}`;
  const inner = { ...scope, isInLoop: true };
  return `local ${counter} = 0 while ${counter} < 3 do ${counter} = ${counter} + 1 ${skippable(choices, inner)} end`;
}

function repeatLoop(choices: Choices, scope: Scope): string {
  const counter = `n${scope.depth}`;
  const locals = [...scope.locals, 'r'];
  const body = block(choices, { ...scope, isInLoop: true, locals });
  return `local ${counter} = 0 repeat ${counter} = ${counter} + 1 local r = ${expression(choices, scope)} ${guarded(body)} until ${counter} >= 2 or r`;
}

/** What breaks or returns has to stand last in its block. */
function guarded(body: string): string {
  return `do ${body} end`;
}

function skippable(choices: Choices, scope: Scope): string {
  if (choices.chance(60)) return block(choices, scope);
  const label = `l${scope.depth}`;
  return `if ${expression(choices, scope)} then goto ${label} end ${guarded(block(choices, scope))} ::${label}::`;
}

function declareFunction(choices: Choices, scope: Scope, locals: string[]): string {
  const name = newLocal(choices, locals);
  const isVariadic = choices.chance(30);
  const inner = { ...scope, locals: [...scope.locals, 'p', 'q'], isInLoop: false, isVariadic };
  const parameters = isVariadic ? 'p, ...' : 'p, q';
  const body = isVariadic
    ? block(choices, { ...inner, locals: [...scope.locals, 'p'] })
    : block(choices, inner);
  return `local function ${name}(${parameters}) ${body} end call(${name}, ${list(choices, scope)})`;
}

function list(choices: Choices, scope: Scope): string {
  const values = Array.from({ length: 1 + choices.below(3) }, () => expression(choices, scope));
  return values.join(', ');
}

function expression(choices: Choices, scope: Scope, level = 0): string {
  if (level > 2 || choices.chance(35)) return atom(choices, scope);
  const inner = (): string => expression(choices, scope, level + 1);
  switch (choices.below(8)) {
    case 0:
      return `${number(choices)} ${choices.pick(ARITHMETIC)} ${number(choices)}`;
    case 1:
    case 2:
      return `${inner()} ${choices.pick(BINARY)} ${inner()}`;
    case 3:
      return `${choices.pick(UNARY)}${atom(choices, scope)}`;
    case 4:
      return `(${inner()})`;
    case 5:
      return `{${inner()}, ${choices.pick(FIELDS)} = ${inner()}, ${inner()}}`;
    case 6:
      return `${name(choices, scope)}.${choices.pick(FIELDS)}`;
    default:
      return `log(${inner()}, ${inner()})`;
  }
}

function name(choices: Choices, scope: Scope): string {
  return choices.pick([...GLOBALS, ...scope.locals]);
}

function atom(choices: Choices, scope: Scope): string {
  if (scope.isVariadic && choices.chance(8)) return '...';
  return choices.chance(45) ? choices.pick(CONSTANTS) : name(choices, scope);
}

function number(choices: Choices): string {
  return choices.pick(NUMBERS);
}
