import {
  filterOperator,
  filterSyntax,
  filterTooDeep,
  filterTooLong,
  filterUnclosed,
} from '../filter-errors.ts';
import { FilterScanner, toByteString } from './filter-scanner.ts';
import type {
  CallListNode,
  CallNode,
  CallValue,
  CheckNode,
  FieldNode,
  FilterNode,
  ListNode,
  Modifier,
  OperatorNode,
  Place,
  ValueNode,
} from './filter-tree.ts';
import { nearest } from '../../errors/nearest.ts';
import { operators, symbols, transformerNames, type Operator } from '../operators.ts';

/*
 * The language:
 *
 *   filter      = or
 *   or          = and { "or" and }
 *   and         = not { "and" not }
 *   not         = { "not" } ( check | "(" or ")" )
 *   check       = operand ( "exists"
 *                         | operator value
 *                         | operator ( "oneof" | "anyof" | "allof" ) list
 *                         | listOperator ( list | call ) )
 *   operand     = field | call
 *   field       = name [ "[" argument "]" ]
 *   value       = call | quoted | bare
 *   list        = "(" [ item { "," item } ] ")"         item = quoted | bare | nothing
 *   call        = transformer "(" callValue { "," callValue } ")" [ "[" argument "]" ]
 *               | "val(" field ")"                      only to the right of an operator
 *   callValue   = operand | quoted | number | "(" [ callItem { "," callItem } ] ")"
 *   callItem    = operand | quoted | number
 *   operator    = "=" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "contains" | "icontains"
 *               | "bcontains" | "startswith" | "bstartswith" | "endswith" | "glob" | "iglob" | "regex"
 *   listOperator= "in" | "intersects" | "pmatch"
 *   transformer = "tolower" | "toupper" | "b64" | "basename" | "len" | "join" | "concat" | "getopt"
 *
 *   name        : no blanks, quotes, commas, brackets of either kind, nor ! = < >
 *   argument    : quoted, or anything without blanks, quotes and square brackets
 *   quoted      : between " or '; \\ \" \' \n \t \r \b \f \/ and \xHH are escapes, another
 *                 backslash is itself
 *   bare        : up to a blank or a round bracket, in a list also a comma; \\ \" and \xHH are escapes
 *
 * Words are lower case. `and` binds tighter than `or`. Behind `=` and `!=` the value may be missing
 * at the end of the filter or before `)`: it is the empty text. In filters of the classic edition
 * `not not x` is `not x`, as in sysdig 0.29.3; in those of the newest edition it is `x`.
 */

export interface ParseOptions {
  /** What a repeated `not` does: nothing more, or undo the one before. */
  readonly repeatedNot?: 'once' | 'toggle';
}

/** Parses the text of a filter. Throws a ChiselError that shows the place of what is wrong. */
export function parseFilter(text: string, options: ParseOptions = {}): FilterNode {
  if (text.length > MAX_FILTER_LENGTH) {
    throw filterTooLong({ length: text.length, limit: MAX_FILTER_LENGTH });
  }
  return new FilterParser(text, options.repeatedNot === 'toggle').parse();
}

/** Longest filter, in characters. */
export const MAX_FILTER_LENGTH = 1 << 18;
/** Deepest nesting of brackets and transformers. */
export const MAX_FILTER_DEPTH = 100;

const word = /[A-Za-z_][A-Za-z0-9_]*/y;
const fieldName = /[A-Za-z_][^\s\b()!=<>[\]"',]*/y;
const bareArgument = /[^\s\b[\]"']+/y;
const number = /[+-]?(?:0[xX][0-9a-fA-F]+|[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?)/y;
const chunk = /[^\s\b()]+|[()]/y;
const bareStop = /[ \t\r\n\b()]/g;
const bareItemStop = /[ \t\r\n\b(),]/g;
const callStart = new RegExp(`(?:${transformerNames.join('|')})\\(`, 'y');
const rightCallStart = new RegExp(`(?:val|${transformerNames.join('|')})\\(`, 'y');
const listModifier = /(oneof|anyof|allof)(?=[ \t\r\n\b]*\()/y;

const operatorWords = [...operators.keys()].filter((name) => /^[a-z]/.test(name));

const slips: Readonly<Record<string, string>> = {
  '&&': 'and',
  '&': 'and',
  AND: 'and',
  And: 'and',
  '||': 'or',
  '|': 'or',
  OR: 'or',
  Or: 'or',
  NOT: 'not',
  Not: 'not',
};

class FilterParser {
  readonly #scanner: FilterScanner;
  readonly #toggleNot: boolean;
  #depth = 0;

  constructor(text: string, toggleNot: boolean) {
    this.#scanner = new FilterScanner(text);
    this.#toggleNot = toggleNot;
  }

  parse(): FilterNode {
    const node = this.#or();
    if (!this.#scanner.atEnd) this.#expected("'and', 'or' or the end of the filter");
    return node;
  }

  #or(): FilterNode {
    return this.#chain('or', () => this.#chain('and', () => this.#not()));
  }

  #chain(kind: 'and' | 'or', next: () => FilterNode): FilterNode {
    const children = [next()];
    this.#scanner.skipBlanks();
    while (this.#keyword(kind)) {
      children.push(next());
      this.#scanner.skipBlanks();
    }
    const first = children[0] as FilterNode;
    if (children.length === 1) return first;
    return { kind, children, start: first.start, end: (children.at(-1) as FilterNode).end };
  }

  #not(): FilterNode {
    const scanner = this.#scanner;
    scanner.skipBlanks();
    const { at: start } = scanner;
    let count = 0;
    while (this.#keyword('not')) {
      count++;
      scanner.skipBlanks();
    }
    const child = this.#inner();
    const negated = this.#toggleNot ? count % 2 === 1 : count > 0;
    return negated ? { kind: 'not', child, start, end: child.end } : child;
  }

  #inner(): FilterNode {
    const scanner = this.#scanner;
    const open = scanner.at;
    if (!scanner.take('(')) return this.#check();
    this.#enter(open);
    const node = this.#or();
    if (!scanner.take(')')) {
      if (scanner.atEnd) this.#unclosed(open);
      this.#expected("'and', 'or' or ')'");
    }
    this.#depth--;
    return { ...node, start: open, end: scanner.at };
  }

  #check(): CheckNode {
    const scanner = this.#scanner;
    const { at: start } = scanner;
    const left = scanner.peek(callStart) === undefined ? this.#leftField() : this.#call();
    scanner.skipBlanks();
    const [operator, row] = this.#operator();
    const tail = row.right === 'none' ? {} : this.#right(row);
    const end = scanner.at;
    return { kind: 'check', left, operator, ...tail, start, end };
  }

  #leftField(): FieldNode {
    const scanner = this.#scanner;
    const start = scanner.at;
    if (scanner.peek(fieldName) === undefined) this.#expected("a field, 'not' or '('");
    const node = this.#field();
    if (!node.name.includes('.')) {
      scanner.at = start;
      const sample = 'Fields look like proc.name or fd.num; all are listed by -l.';
      this.#expected('a field', slips[node.name] ? undefined : sample);
    }
    return node;
  }

  #field(): FieldNode {
    const scanner = this.#scanner;
    const start = scanner.at;
    const name = scanner.match(fieldName);
    if (name === undefined) this.#expected('a field');
    const argument = this.#argument();
    const node = { kind: 'field', name, start, end: scanner.at } as const;
    return argument === undefined ? node : { ...node, argument };
  }

  #argument(): string | undefined {
    const scanner = this.#scanner;
    const open = scanner.at;
    if (!scanner.take('[')) return undefined;
    const argument = scanner.atQuote() ? scanner.quoted() : this.#bareArgument();
    if (argument === undefined) this.#expected('an argument');
    if (!scanner.take(']')) {
      if (scanner.atEnd) {
        throw filterUnclosed({ text: scanner.text, start: open, end: scanner.at, what: 'bracket' });
      }
      this.#expected("']'");
    }
    return argument;
  }

  #bareArgument(): string | undefined {
    const argument = this.#scanner.match(bareArgument);
    return argument === undefined ? undefined : toByteString(argument);
  }

  #operator(): [OperatorNode, Operator] {
    const scanner = this.#scanner;
    const { at: start, text } = scanner;
    const symbol = symbols.find(([sign]) => text.startsWith(sign, start));
    const found = symbol?.[0] ?? scanner.peek(word) ?? '';
    const name = symbol?.[1] ?? found;
    const operator = operators.get(name);
    if (!operator) this.#noOperator();
    scanner.at += found.length;
    return [{ kind: 'operator', name, start, end: scanner.at }, operator];
  }

  #noOperator(): never {
    const scanner = this.#scanner;
    const found = scanner.peek(chunk) ?? '';
    const letters = scanner.peek(word) ?? '';
    const suggestion = letters === '' ? undefined : nearest(letters, operatorWords);
    const place = this.#place(found);
    const names = [...operators.keys()];
    throw filterOperator({ text: scanner.text, ...place, found, suggestion, operators: names });
  }

  #right(operator: Operator): Pick<CheckNode, 'modifier' | 'right'> {
    const scanner = this.#scanner;
    scanner.skipBlanks();
    if (operator.right === 'list') {
      if (scanner.peek(rightCallStart) !== undefined) return { right: this.#call() };
      return { right: this.#list() };
    }
    const modifier = operator.modifiers ? scanner.match(listModifier) : undefined;
    if (modifier !== undefined) {
      scanner.skipBlanks();
      return { modifier: modifier as Modifier, right: this.#list() };
    }
    if (scanner.peek(rightCallStart) !== undefined) return { right: this.#call() };
    return { right: this.#value(operator.name === '=' || operator.name === '!=') };
  }

  #value(mayBeEmpty: boolean): ValueNode {
    const scanner = this.#scanner;
    const { at: start } = scanner;
    const isQuoted = scanner.atQuote();
    const text = isQuoted ? scanner.quoted() : scanner.bare(bareStop);
    const isMissing = !isQuoted && scanner.at === start;
    const isAtStop = scanner.atEnd || scanner.text[start] === ')';
    if (isMissing && !(mayBeEmpty && isAtStop)) this.#expected('a value');
    return { kind: 'value', text, start, end: scanner.at };
  }

  #list(): ListNode {
    const scanner = this.#scanner;
    const start = scanner.at;
    if (!scanner.take('(')) this.#expected("'(' and a list of values");
    const values: ValueNode[] = [];
    scanner.skipBlanks();
    if (!scanner.take(')')) {
      do values.push(this.#item());
      while (scanner.take(','));
      if (!scanner.take(')')) this.#endOfList(start);
    }
    return { kind: 'list', values, start, end: scanner.at };
  }

  #endOfList(open: number): never {
    if (this.#scanner.atEnd) this.#unclosed(open);
    this.#expected("',' or ')'");
  }

  #item(): ValueNode {
    const scanner = this.#scanner;
    scanner.skipBlanks();
    const start = scanner.at;
    const text = scanner.atQuote() ? scanner.quoted() : scanner.bare(bareItemStop);
    const end = scanner.at;
    scanner.skipBlanks();
    return { kind: 'value', text, start, end };
  }

  #call(): CallNode {
    const scanner = this.#scanner;
    const { at: start } = scanner;
    const name = scanner.match(word) as string;
    const open = scanner.at;
    scanner.take('(');
    this.#enter(open);
    const values: CallValue[] = [];
    do values.push(this.#callValue(name));
    while (scanner.take(','));
    if (!scanner.take(')')) this.#endOfList(open);
    this.#depth--;
    const argument = this.#argument();
    const node = { kind: 'call', name, values, start, end: scanner.at } as const;
    return argument === undefined ? node : { ...node, argument };
  }

  #callValue(call: string): CallValue {
    const scanner = this.#scanner;
    scanner.skipBlanks();
    const start = scanner.at;
    const isList = call !== 'val' && scanner.take('(');
    const value = isList ? this.#callList(start) : this.#callItem(call);
    scanner.skipBlanks();
    return value;
  }

  #callList(start: number): CallListNode {
    const scanner = this.#scanner;
    const values: CallListNode['values'][number][] = [];
    scanner.skipBlanks();
    if (!scanner.take(')')) {
      do {
        scanner.skipBlanks();
        values.push(this.#callItem(''));
        scanner.skipBlanks();
      } while (scanner.take(','));
      if (!scanner.take(')')) this.#endOfList(start);
    }
    return { kind: 'callList', values, start, end: scanner.at };
  }

  #callItem(call: string): FieldNode | CallNode | ValueNode {
    const scanner = this.#scanner;
    const { at: start } = scanner;
    if (call === 'val') return this.#field();
    if (scanner.peek(callStart) !== undefined) return this.#call();
    if (scanner.peek(fieldName) !== undefined) return this.#field();
    const text = scanner.atQuote() ? scanner.quoted() : scanner.match(number);
    if (text === undefined) this.#expected('a field, a transformer, a quoted text or a number');
    return { kind: 'value', text, start, end: scanner.at };
  }

  /** Steps over a word that stands alone. */
  #keyword(name: string): boolean {
    if (this.#scanner.peek(fieldName) !== name) return false;
    this.#scanner.at += name.length;
    return true;
  }

  #enter(start: number): void {
    if (++this.#depth <= MAX_FILTER_DEPTH) return;
    const { text } = this.#scanner;
    throw filterTooDeep({ text, start, end: start + 1, limit: MAX_FILTER_DEPTH });
  }

  #unclosed(open: number): never {
    const { text } = this.#scanner;
    throw filterUnclosed({ text, start: open, end: open + 1, what: 'bracket' });
  }

  #expected(expected: string, hint?: string): never {
    const scanner = this.#scanner;
    const found = scanner.peek(chunk) ?? '';
    const slip = slips[found];
    const way = slip === undefined ? hint : `Write '${slip}'.`;
    const facts = { text: scanner.text, ...this.#place(found), expected };
    throw filterSyntax(way === undefined ? facts : { ...facts, hint: way });
  }

  #place(found: string): Place {
    const start = this.#scanner.at;
    return { start, end: start + Math.max(1, found.length) };
  }
}
