import type {
  BinaryOperator,
  CallExpression,
  Expression,
  FunctionExpression,
  MethodCallExpression,
  TableItem,
  UnaryOperator,
} from './ast.ts';
import { parseBody } from './parse-statement.ts';
import type { Parser } from './parser.ts';
import type { LocalVariable } from './scope.ts';

/** How tightly operators bind on their left and on their right. */
const PRIORITY: Readonly<Record<BinaryOperator, readonly [left: number, right: number]>> = {
  or: [1, 1],
  and: [2, 2],
  '<': [3, 3],
  '>': [3, 3],
  '<=': [3, 3],
  '>=': [3, 3],
  '~=': [3, 3],
  '==': [3, 3],
  '..': [5, 4],
  '+': [6, 6],
  '-': [6, 6],
  '*': [7, 7],
  '/': [7, 7],
  '%': [7, 7],
  '^': [10, 9],
};
const UNARY_PRIORITY = 8;

export function parseExpression(parser: Parser, limit = 0): Expression {
  return parser.nested(() => {
    let left = parseUnary(parser);
    for (;;) {
      const operator = binaryOperator(parser);
      if (operator === undefined || PRIORITY[operator][0] <= limit) return left;
      const { line } = parser.token;
      parser.advance();
      const right = parseExpression(parser, PRIORITY[operator][1]);
      left = { kind: 'binary', operator, left, right, line };
    }
  });
}

function binaryOperator({ token }: Parser): BinaryOperator | undefined {
  if (token.kind !== 'sign' || !Object.hasOwn(PRIORITY, token.value)) return undefined;
  return token.value as BinaryOperator;
}

function parseUnary(parser: Parser): Expression {
  if (!parser.isOneOf(['not', '-', '#'])) return parseSimple(parser);
  const { line } = parser.token;
  const operator = parser.advance().value as UnaryOperator;
  const operand = parseExpression(parser, UNARY_PRIORITY);
  return { kind: 'unary', operator, operand, line };
}

function parseSimple(parser: Parser): Expression {
  const { token } = parser;
  if (token.kind === 'number' || token.kind === 'string') {
    parser.advance();
    return token as Expression;
  }
  if (token.kind === 'name') return parseSuffixed(parser);
  switch (token.value) {
    case 'nil':
    case 'true':
    case 'false':
      parser.advance();
      return { kind: token.value };
    case '...':
      return parseVararg(parser);
    case '{':
      return parseTable(parser);
    case 'function':
      parser.advance();
      return parseFunction(parser, token.line, false);
    default:
      return parseSuffixed(parser);
  }
}

function parseVararg(parser: Parser): Expression {
  if (!parser.scopes.currentFunction.isVariadic) {
    throw parser.fail(`cannot use '...' outside a vararg function`);
  }
  parser.advance();
  return { kind: 'vararg' };
}

/** A name or a parenthesis, and the indices and calls after it. */
export function parseSuffixed(parser: Parser): Expression {
  let base = parsePrimary(parser);
  for (;;) {
    const next = parseSuffix(parser, base);
    if (next === undefined) return base;
    base = next;
  }
}

function parsePrimary(parser: Parser): Expression {
  const { token } = parser;
  if (token.kind === 'name') {
    parser.advance();
    return nameExpression(parser, token.value, token.line);
  }
  if (!parser.accept('(')) throw parser.fail('unexpected symbol');
  const inner = parseExpression(parser);
  parser.expectClosing(')', '(', token.line);
  return { kind: 'paren', inner };
}

export function nameExpression(parser: Parser, name: string, line: number): Expression {
  const variable = parser.scopes.find(name, line);
  if (!variable) {
    parser.globals.add(name);
    return { kind: 'global', name, line };
  }
  return { kind: 'local', variable, isUpvalue: variable.owner !== parser.scopes.currentFunction };
}

function parseSuffix(parser: Parser, object: Expression): Expression | undefined {
  const { token } = parser;
  if (token.kind === 'string') return parseCall(parser, object);
  if (token.kind !== 'sign') return undefined;
  switch (token.value) {
    case '.':
      parser.advance();
      return indexExpression(parser, object, nameAsString(parser), token.line);
    case '[':
      return indexExpression(parser, object, parseKey(parser), token.line);
    case ':':
      return parseMethodCall(parser, object);
    case '(':
    case '{':
      return parseCall(parser, object);
    default:
      return undefined;
  }
}

/** A field of `_G` is a global too. */
function indexExpression(
  parser: Parser,
  object: Expression,
  key: Expression,
  line: number,
): Expression {
  if (isGlobal(object, '_G') && key.kind === 'string') parser.globals.add(key.value);
  return { kind: 'index', object, key, line };
}

function nameAsString(parser: Parser): Expression {
  return { kind: 'string', value: parser.expectName() };
}

function parseKey(parser: Parser): Expression {
  parser.expect('[');
  const key = parseExpression(parser);
  parser.expect(']');
  return key;
}

function parseCall(parser: Parser, callee: Expression): CallExpression {
  const { line } = parser.token;
  const args = parseArguments(parser);
  const [first] = args;
  if (isGlobal(callee, 'require') && first?.kind === 'string') parser.modules.add(first.value);
  return { kind: 'call', callee, args, line };
}

function isGlobal(expression: Expression, name: string): boolean {
  return expression.kind === 'global' && expression.name === name;
}

function parseMethodCall(parser: Parser, object: Expression): MethodCallExpression {
  parser.advance();
  const name = parser.expectName();
  const { line } = parser.token;
  return { kind: 'method', object, name, args: parseArguments(parser), line };
}

function parseArguments(parser: Parser): readonly Expression[] {
  const { token } = parser;
  if (token.kind === 'string') {
    parser.advance();
    return [{ kind: 'string', value: token.value }];
  }
  if (parser.is('{')) return [parseTable(parser)];
  if (!parser.is('(')) throw parser.fail('function arguments expected');
  if (token.line !== parser.lastLine) {
    throw parser.fail('ambiguous syntax (function call x new statement)');
  }
  parser.advance();
  if (parser.accept(')')) return [];
  const args = parseExpressions(parser);
  parser.expectClosing(')', '(', token.line);
  return args;
}

export function parseExpressions(parser: Parser): readonly Expression[] {
  const expressions = [parseExpression(parser)];
  while (parser.accept(',')) expressions.push(parseExpression(parser));
  return expressions;
}

function parseTable(parser: Parser): Expression {
  const { line } = parser.token;
  parser.expect('{');
  const items: TableItem[] = [];
  while (!parser.is('}')) {
    items.push(parseItem(parser));
    if (!parser.accept(',') && !parser.accept(';')) break;
  }
  parser.expectClosing('}', '{', line);
  return { kind: 'table', items, line };
}

function parseItem(parser: Parser): TableItem {
  if (parser.is('[')) {
    const key = parseKey(parser);
    parser.expect('=');
    return { key, value: parseExpression(parser) };
  }
  if (parser.token.kind === 'name') {
    const next = parser.peek();
    if (next.kind === 'sign' && next.value === '=') {
      const key = nameAsString(parser);
      parser.expect('=');
      return { key, value: parseExpression(parser) };
    }
  }
  return { key: undefined, value: parseExpression(parser) };
}

/** From the parameters to the `end`. */
export function parseFunction(parser: Parser, line: number, isMethod: boolean): FunctionExpression {
  parser.expect('(');
  const names = isMethod ? ['self'] : [];
  let isVariadic = false;
  while (!parser.is(')')) {
    if (parser.accept('...')) {
      isVariadic = true;
      break;
    }
    if (parser.token.kind !== 'name') throw parser.fail(`<name> or '...' expected`);
    names.push(parser.expectName());
    if (!parser.accept(',')) break;
    if (parser.is(')')) throw parser.fail(`<name> or '...' expected`);
  }
  parser.expect(')');
  parser.scopes.openFunction(isVariadic, line);
  const parameters = names.map((name) => declareParameter(parser, name, line));
  const body = parser.nested(() => parseBody(parser));
  parser.expectClosing('end', 'function', line);
  parser.scopes.close();
  return { kind: 'function', parameters, isVariadic, body, line };
}

function declareParameter({ scopes }: Parser, name: string, line: number): LocalVariable {
  const variable = scopes.create(name);
  scopes.activate(variable, line);
  return variable;
}
