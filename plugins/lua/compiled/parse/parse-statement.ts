import type { Block, Branch, Expression, Statement, Target } from './ast.ts';
import {
  nameExpression,
  parseExpression,
  parseExpressions,
  parseFunction,
  parseSuffixed,
} from './parse-expression.ts';
import type { Parser } from './parser.ts';
import type { LocalVariable } from './scope.ts';
import { END_OF_FILE } from './token.ts';

const BLOCK_ENDS = ['end', 'else', 'elseif', 'until', END_OF_FILE];

/** Statements up to the end of the block, in the scope that is open. */
export function parseBody(parser: Parser): Block {
  const statements: Statement[] = [];
  while (!parser.isOneOf(BLOCK_ENDS)) {
    const isLast = parser.is('return') || parser.is('break');
    statements.push(parser.nested(() => parseStatement(parser)));
    parser.accept(';');
    if (isLast) break;
  }
  return statements;
}

function parseBlock(parser: Parser, isLoop = false): Block {
  parser.scopes.openBlock(isLoop);
  const body = parseBody(parser);
  parser.scopes.close();
  return body;
}

function parseStatement(parser: Parser): Statement {
  const { token } = parser;
  if (token.kind === 'name') return parseGoto(parser) ?? parseExpressionStatement(parser);
  switch (token.value) {
    case 'if':
      return parseIf(parser);
    case 'while':
      return parseWhile(parser);
    case 'do':
      return parseDo(parser);
    case 'for':
      return parseFor(parser);
    case 'repeat':
      return parseRepeat(parser);
    case 'function':
      return parseFunctionStatement(parser);
    case 'local':
      return parseLocal(parser);
    case 'return':
      return parseReturn(parser);
    case 'break':
      return parseBreak(parser);
    case '::':
      return parseLabel(parser);
    default:
      return parseExpressionStatement(parser);
  }
}

/** `goto` is a name where no name follows it. */
function parseGoto(parser: Parser): Statement | undefined {
  const { token } = parser;
  if (token.value !== 'goto' || parser.peek().kind !== 'name') return undefined;
  parser.advance();
  const jump = parser.scopes.addGoto(parser.expectName(), token.line);
  return { kind: 'goto', jump, isBackward: jump.label !== undefined };
}

function parseLabel(parser: Parser): Statement {
  const { line } = parser.advance();
  const name = parser.expectName();
  parser.expect('::');
  while (parser.accept(';'));
  const isLast = parser.isOneOf(BLOCK_ENDS) && !parser.is('until');
  return { kind: 'label', label: parser.scopes.addLabel(name, line, isLast) };
}

function parseBreak(parser: Parser): Statement {
  const { line } = parser.advance();
  if (!parser.scopes.isInLoop) throw parser.failAt('no loop to break', line);
  return { kind: 'break' };
}

function parseReturn(parser: Parser): Statement {
  const { line } = parser.advance();
  const isEmpty = parser.isOneOf(BLOCK_ENDS) || parser.is(';');
  return { kind: 'return', values: isEmpty ? [] : parseExpressions(parser), line };
}

function parseDo(parser: Parser): Statement {
  const { line } = parser.advance();
  const body = parseBlock(parser);
  parser.expectClosing('end', 'do', line);
  return { kind: 'do', body };
}

function parseWhile(parser: Parser): Statement {
  const { line } = parser.advance();
  const condition = parseExpression(parser);
  parser.expect('do');
  const body = parseBlock(parser, true);
  parser.expectClosing('end', 'while', line);
  return { kind: 'while', condition, body };
}

/** The condition sees the locals of the body. */
function parseRepeat(parser: Parser): Statement {
  const { line } = parser.advance();
  parser.scopes.openBlock(true);
  parser.scopes.openBlock();
  const body = parseBody(parser);
  parser.expectClosing('until', 'repeat', line);
  const condition = parseExpression(parser);
  parser.scopes.close();
  parser.scopes.close();
  return { kind: 'repeat', body, condition };
}

function parseIf(parser: Parser): Statement {
  const { line } = parser.token;
  const branches: Branch[] = [];
  do {
    parser.advance();
    const condition = parseExpression(parser);
    parser.expect('then');
    branches.push({ condition, body: parseBlock(parser) });
  } while (parser.is('elseif'));
  const otherwise = parser.accept('else') ? parseBlock(parser) : undefined;
  parser.expectClosing('end', 'if', line);
  return { kind: 'if', branches, otherwise };
}

function parseFor(parser: Parser): Statement {
  const { line } = parser.advance();
  const names = [parser.expectName()];
  if (parser.is('=')) return parseNumericFor(parser, names[0] as string, line);
  while (parser.accept(',')) names.push(parser.expectName());
  if (!parser.is('in')) throw parser.fail(`'=' or 'in' expected`);
  parser.advance();
  const values = parseExpressions(parser);
  const variables = names.map((name) => parser.scopes.create(name));
  const body = parseLoop(parser, variables, line);
  return { kind: 'for-in', variables, values, body, line };
}

function parseNumericFor(parser: Parser, name: string, line: number): Statement {
  parser.advance();
  const start = parseExpression(parser);
  parser.expect(',');
  const limit = parseExpression(parser);
  const step = parser.accept(',') ? parseExpression(parser) : undefined;
  const variable = parser.scopes.create(name);
  const body = parseLoop(parser, [variable], line);
  return { kind: 'for', variable, start, limit, step, body, line };
}

function parseLoop(parser: Parser, variables: readonly LocalVariable[], line: number): Block {
  parser.expect('do');
  parser.scopes.openBlock(true);
  for (const variable of variables) parser.scopes.activate(variable, line);
  const body = parseBlock(parser);
  parser.scopes.close();
  parser.expectClosing('end', 'for', line);
  return body;
}

function parseFunctionStatement(parser: Parser): Statement {
  const { line } = parser.advance();
  let target = nameExpression(parser, parser.expectName(), line) as Target;
  let isMethod = false;
  while (!isMethod && (parser.is('.') || parser.is(':'))) {
    isMethod = parser.advance().value === ':';
    const key: Expression = { kind: 'string', value: parser.expectName() };
    target = { kind: 'index', object: target, key, line };
  }
  markAssigned(target);
  const value = parseFunction(parser, line, isMethod);
  return { kind: 'assign', targets: [target], values: [value], line };
}

function parseLocal(parser: Parser): Statement {
  const { line } = parser.advance();
  if (parser.accept('function')) return parseLocalFunction(parser, line);
  const variables = [parser.scopes.create(parser.expectName())];
  while (parser.accept(',')) variables.push(parser.scopes.create(parser.expectName()));
  const values = parser.accept('=') ? parseExpressions(parser) : [];
  for (const variable of variables) parser.scopes.activate(variable, line);
  return { kind: 'declare', variables, values, line };
}

function parseLocalFunction(parser: Parser, line: number): Statement {
  const variable = parser.scopes.create(parser.expectName());
  parser.scopes.activate(variable, line);
  const value = parseFunction(parser, line, false);
  return { kind: 'declare-function', variable, value };
}

function parseExpressionStatement(parser: Parser): Statement {
  const { line } = parser.token;
  const first = parseSuffixed(parser);
  if (parser.is('=') || parser.is(',')) return parseAssignment(parser, first, line);
  if (first.kind === 'call' || first.kind === 'method') return { kind: 'run', call: first };
  throw parser.fail(first.kind === 'paren' ? 'syntax error' : `'=' expected`);
}

function parseAssignment(parser: Parser, first: Expression, line: number): Statement {
  const targets = [asTarget(parser, first)];
  while (parser.accept(',')) targets.push(asTarget(parser, parseSuffixed(parser)));
  parser.expect('=');
  const values = parseExpressions(parser);
  targets.forEach(markAssigned);
  return { kind: 'assign', targets, values, line };
}

function asTarget(parser: Parser, { ...expression }: Expression): Target {
  const { kind } = expression;
  if (kind === 'local' || kind === 'global' || kind === 'index') return expression;
  throw parser.fail('syntax error');
}

function markAssigned(target: Target): void {
  if (target.kind === 'local') target.variable.isAssigned = true;
}
