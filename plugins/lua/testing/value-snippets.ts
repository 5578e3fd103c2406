import type { Dice } from './dice.ts';

const NUMBERS = [
  '0', '1', '2', '3', '7', '10', '-1', '-2', '-7', '0.5', '1.5', '2.5', '-0.5', '-1.5', '0.1', '3.14159',
  '255', '256', '1024', '65536', '1e3', '1e10', '1e14', '1e15', '1e16', '1e20', '1e100', '1e-3', '1e-5',
  '1e-10', '1e300', '2^31', '2^32', '2^53', '2^53+1', '2^63', '-2^63', '2^64', '-2^31', '123456789012345',
  '1234567890123.25', '1534527348514632619', '1/0', '-1/0', '0/0', '0x10', '0xff', '0xffffffff', '-0',
  '4294967295', '2147483647', '-2147483648', '99999999999999', '100000000000000', '0.1+0.2', '1/3', '5e-324',
  '1.7976931348623157e308', '1e21', '123.456', '1e5', '12345.678',
]; // prettier-ignore
const TEXTS = [
  '10', ' 10 ', '0x1F', '1e2', 'abc', '', ' ', '1.5', '-3', '+4', '0x', '1e', '5.', '.5', '0x.8p1', 'inf',
  'nan', '1 2', '12abc', '0b11', '1_000', '\\t7\\n', '1e400', '0x1p-2', '00012', '--1', '- 1', '１',
]; // prettier-ignore
const OPERATORS = ['+', '-', '*', '/', '%', '^'];
const COMPARISONS = ['==', '~=', '<', '<=', '>', '>='];

export function number(dice: Dice): string {
  const text = dice.pick(NUMBERS);
  return text.startsWith('-') || /[+/^]/.test(text) ? `(${text})` : text;
}

function expression(dice: Dice, depth: number): string {
  if (depth === 0 || dice.oneIn(4)) return dice.oneIn(8) ? `"${dice.pick(TEXTS)}"` : number(dice);
  if (dice.oneIn(8)) return `-(${expression(dice, depth - 1)})`;
  return `(${expression(dice, depth - 1)} ${dice.pick(OPERATORS)} ${expression(dice, depth - 1)})`;
}

/** Arithmetic and comparison, constants and variables. */
export function numberSnippet(dice: Dice): string {
  switch (dice.below(6)) {
    case 0:
      return `local a, b = ${number(dice)}, ${number(dice)} return a ${dice.pick(COMPARISONS)} b, a == b`;
    case 1:
      return `local a, b = ${number(dice)}, ${number(dice)} return a + b, a - b, a * b, a / b, a % b, a ^ b, -a`;
    case 2:
      return `return tostring(${expression(dice, 2)}) .. "," .. ${expression(dice, 1)}`;
    case 3:
      return `local t = {} for i = ${loop(dice)} do t[#t + 1] = i if #t > 20 then break end end return t`;
    case 4:
      return `local t = {} t[${number(dice)}] = 1 t[${number(dice)}] = 2 return t, t[1], t[2^53]`;
    default:
      return `return ${expression(dice, 3)}`;
  }
}

function loop(dice: Dice): string {
  const small = ['1', '3', '-2', '0.5', '10', '2.25', '"2"', '0', '1e15', '5'];
  const step = dice.pick(['1', '2', '-1', '0.5', '-0.25', '3', '1e14']);
  return `${dice.pick(small)}, ${dice.pick(small)}${dice.oneIn(2) ? '' : `, ${step}`}`;
}

const LETTERS = [
  'd',
  'i',
  'u',
  'o',
  'x',
  'X',
  'c',
  'e',
  'E',
  'f',
  'g',
  'G',
  'a',
  'A',
  's',
  'q',
  'y',
  '',
];
const FLAGS = ['', '', '', '-', '+', ' ', '#', '0', '-0', '+0', ' #', '0#', '-+'];
const WIDTHS = ['', '', '', '1', '5', '10', '20', '05', '99', '100'];
const PRECISIONS = ['', '', '', '.', '.0', '.1', '.3', '.9', '.14', '.20', '.99', '.100'];

/** `string.format`: every conversion with flags, widths and precisions. */
export function formatSnippet(dice: Dice): string {
  const specs = dice.list(1, 2, () => {
    const spec = `${dice.pick(FLAGS)}${dice.pick(WIDTHS)}${dice.pick(PRECISIONS)}`;
    return `%${dice.oneIn(12) ? '' : spec}${dice.pick(LETTERS)}`;
  });
  const values = specs.map((spec) => formatted(dice, spec));
  if (dice.oneIn(20)) values.pop();
  return `return string.format(${['"' + specs.join('|') + '"', ...values].join(', ')})`;
}

function formatted(dice: Dice, spec: string): string {
  if (/[sq]$/.test(spec)) {
    const text = [
      '"ab\\ncd"',
      '"a\\0b\\r1\\"\\\\"',
      'nil',
      'true',
      '{}',
      '"longer than it should be"',
    ];
    return dice.oneIn(2) ? dice.pick(text).replace('{}', '12') : number(dice);
  }
  return dice.oneIn(10) ? `"${dice.pick(TEXTS)}"` : number(dice);
}

/** Conversions between text and numbers, and functions of text. */
export function textSnippet(dice: Dice): string {
  const text = dice.pick(['"hello"', '"a\\0b"', '""', '"x"', '12345', '"hello world"', '1.5']);
  const small = () =>
    dice.pick([
      '0',
      '1',
      '2',
      '3',
      '-1',
      '-2',
      '10',
      '1.7',
      '-1.7',
      '2^31',
      '1e10',
      'nil',
      '"2"',
      '0/0',
      '-2^31',
      '2^53',
    ]);
  switch (dice.below(8)) {
    case 0:
      return `return tonumber("${dice.pick(TEXTS)}"), tonumber("${dice.pick(TEXTS)}", 10)`;
    case 1: {
      const digits = dice.list(0, 5, () => dice.pick([...'0123456789abcdefzZ -+x.'])).join('');
      return `return tonumber("${digits}", ${String(2 + dice.below(36))})`;
    }
    case 2:
      return `return string.sub(${text}, ${small()}, ${small()})`;
    case 3:
      return `return string.byte(${text}, ${small()}, ${small()})`;
    case 4:
      return `return string.rep(${text}, ${dice.pick(['0', '1', '3', '-1', '2.9', '"2"'])}, ${dice.pick(['nil', '","', '""', '5'])})`;
    case 5:
      return `return string.${dice.pick(['len', 'reverse', 'upper', 'lower'])}(${dice.pick([text, number(dice)])})`;
    case 6:
      return `local s = ${text} return s .. ${number(dice)}, #(s .. ""), s < "b", s == "x", (s..""):len()`;
    default:
      return `return string.char(${dice.list(0, 4, () => dice.pick(['65', '97', '0', '255', '48.9', '"66"', '256', '-1'])).join(', ')})`;
  }
}
