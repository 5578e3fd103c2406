import type { Dice } from './dice.ts';
import { number } from './value-snippets.ts';

const ONE = [
  'abs', 'acos', 'asin', 'atan', 'ceil', 'cos', 'deg', 'floor', 'frexp', 'log', 'modf', 'rad', 'sin', 'sqrt', 'tan',
  'log10',
]; // prettier-ignore
const TWO = ['fmod', 'max', 'min', 'pow', 'ldexp', 'atan2'];
const BITS = ['band', 'bor', 'bxor', 'lshift', 'rshift', 'arshift', 'rol', 'ror'];
const DATE_LETTERS = [...'aAbBcdDeFgGhHIjmMnpPrRSstTuUVwWxXyYzZ%'];

/** `math`, `bit`, `os` and the functions about values. */
export function librarySnippet(dice: Dice): string {
  switch (dice.below(10)) {
    case 0:
    case 1:
      return `local r = {math.${dice.pick(ONE)}(${number(dice)})} for i, v in ipairs(r) do r[i] = tostring(v) end return r`;
    case 2:
      return `return tostring(math.${dice.pick(TWO)}(${number(dice)}, ${number(dice)}))`;
    case 3:
      return `math.randomseed(${number(dice)}) return math.random(), math.random(100), math.random(-5, ${String(dice.below(1000))})`;
    case 4:
    case 5:
      return `return bit.${dice.pick(BITS)}(${number(dice)}, ${dice.pick([number(dice), String(dice.below(40))])})`;
    case 6:
      return `return bit.${dice.pick(['tobit', 'bnot', 'bswap', 'tohex'])}(${number(dice)})`;
    case 7:
      return `return os.date("!${dice.list(1, 4, () => `%${dice.pick(DATE_LETTERS)}`).join(' ')}", ${String(dice.below(2 ** 31 - 1) + dice.below(1000))})`;
    case 8: {
      const parts = [
        `year=${String(1971 + dice.below(120))}`,
        `month=${String(dice.below(15))}`,
        `day=${String(dice.below(40))}`,
      ];
      if (dice.oneIn(2))
        parts.push(
          `hour=${String(dice.below(30))}`,
          `min=${String(dice.below(70))}`,
          `sec=${String(dice.below(70))}`,
        );
      if (dice.oneIn(12)) parts.splice(dice.below(3), 1);
      return `return os.time({${parts.join(', ')}})`;
    }
    default:
      return valueFunction(dice);
  }
}

const VALUES = [
  '1',
  '"x"',
  'nil',
  'true',
  '{}',
  'print',
  '1.5',
  '"10"',
  'function() end',
  'setmetatable({}, {__tostring = function() return "T" end})',
];

function valueFunction(dice: Dice): string {
  const value = () => dice.pick(VALUES);
  switch (dice.below(6)) {
    case 0:
      return `return type(${value()}), (tostring(${value()}):gsub("^(%a+: ).*", "%1"))`;
    case 1:
      return `return rawequal(${value()}, ${value()}), ${value()} == ${value()}`;
    case 2:
      return `return pcall(${dice.pick(['type', 'tostring', 'tonumber', 'ipairs', 'next', 'rawget', 'rawset', 'rawequal', 'getmetatable', 'unpack', 'select', 'assert', 'error', 'pairs', 'setmetatable'])}${dice.oneIn(3) ? '' : `, ${value()}`})`;
    case 3:
      return `return ${value()} and ${value()} or ${value()}, not ${value()}`;
    case 4:
      return `return os.date("*t", ${String(dice.below(2 ** 31 - 1))})`;
    default:
      return `return collectgarbage(${dice.pick(['', '"collect"', '"step"', '"stop"', '"restart"', '"bad"'])}) ~= nil, type(collectgarbage("count")), type(gcinfo())`;
  }
}
