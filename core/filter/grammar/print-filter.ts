import { fromByteString, toByteString } from './filter-scanner.ts';
import type { CallNode, CallValue, CheckNode, FieldNode, FilterNode } from './filter-tree.ts';

/** The canonical text of a filter: parsing it gives the same tree again. */
export function printFilter(node: FilterNode): string {
  switch (node.kind) {
    case 'check':
      return printCheck(node);
    case 'not':
      return `not ${printInner(node.child)}`;
    case 'and':
    case 'or':
      return node.children.map(printInner).join(` ${node.kind} `);
  }
}

/** The canonical text of what a check compares. */
export function printOperand(node: CallValue): string {
  switch (node.kind) {
    case 'field':
      return node.name + printArgument(node);
    case 'call':
      return `${node.name}(${node.values.map(printOperand).join(', ')})${printArgument(node)}`;
    case 'callList':
      return `(${node.values.map(printOperand).join(', ')})`;
    case 'value':
      return quote(node.text);
  }
}

function printInner(node: FilterNode): string {
  return node.kind === 'check' ? printCheck(node) : `(${printFilter(node)})`;
}

function printCheck({ left, operator, modifier, right }: CheckNode): string {
  const words = [printOperand(left), operator.name];
  if (modifier) words.push(modifier);
  if (right?.kind === 'list') {
    words.push(`(${right.values.map((value) => printValue(value.text)).join(', ')})`);
  } else if (right) {
    words.push(right.kind === 'value' ? printValue(right.text) : printOperand(right));
  }
  return words.join(' ');
}

function printArgument({ argument }: FieldNode | CallNode): string {
  if (argument === undefined) return '';
  return `[${plainArgument.test(argument) ? argument : quote(argument)}]`;
}

/** Values of these characters need no quotes, whatever stands around them. */
const plain = /^[\w./:@%+~^*?-]+$/;
const plainArgument = /^[\w./:@%+~^*?-]+$/;
const modifier = /^(?:oneof|anyof|allof)$/;

function printValue(text: string): string {
  return plain.test(text) && !modifier.test(text) ? text : quote(text);
}

function quote(text: string): string {
  const readable = fromByteString(text);
  if (toByteString(readable) !== text) return `"${text.replace(specialBytes, escapeBytes)}"`;
  return `"${readable.replace(special, (char) => escapeBytes(toByteString(char)))}"`;
}

const special = /[\u0000-\u001f\u007f-\u009f\\"]/g;
const specialBytes = /[\u0000-\u001f\u007f-\u00ff\\"]/g;

function escapeBytes(bytes: string): string {
  if (bytes === '\\' || bytes === '"') return `\\${bytes}`;
  return bytes.replace(/[^]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
