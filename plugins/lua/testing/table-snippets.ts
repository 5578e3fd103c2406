import type { Dice } from './dice.ts';

const VALUES = ['1', '2', '3', '"a"', '"b"', 'true', '0.5', '10', '"x"', 'false'];

function constructor(dice: Dice): string {
  const parts = dice.list(0, 6, () => {
    if (dice.oneIn(5)) return `${dice.pick(['x', 'y', 'n'])} = ${dice.pick(VALUES)}`;
    if (dice.oneIn(6))
      return `[${dice.pick(['20', '0', '-1', '1.5', '"k"'])}] = ${dice.pick(VALUES)}`;
    return dice.pick(VALUES);
  });
  return `{${parts.join(', ')}}`;
}

function list(dice: Dice, values: readonly string[]): string {
  return `{${dice.list(0, 12, () => dice.pick(values)).join(', ')}}`;
}

const STEPS = [
  't[#t + 1] = "n"', 'table.insert(t, "i")', 'table.insert(t, 1, "f")',  'table.remove(t)',
  'table.remove(t, 1)', 't[#t] = nil', 
  't.k = "key"', 't.k = nil', 't[0] = "zero"',  'table.insert(t, #t + 1, "e")', 't[-1] = 1',
  'for i = 1, 5 do t[i] = i end', 'for i = 5, 1, -1 do t[i] = -i end', 't[2^40] = "big"', 't[1.5] = "half"',
]; // prettier-ignore

/** Constructors, lengths, order, and the functions of `table`. */
export function tableSnippet(dice: Dice): string {
  switch (dice.below(9)) {
    case 0:
      return `local t = ${constructor(dice)} local o = {} for k, v in ipairs(t) do o[#o + 1] = k end return #t, o, unpack(t)`;
    case 1:
      return `local t = ${list(dice, ['"a"', '"b"', '"c"'])} ${dice.list(1, 6, () => dice.pick(STEPS)).join(' ')} return t, t[1], t[2], t[3]`;
    case 2:
      return `local t = ${list(dice, ['1', '2', '3', '4', '5', '2.5', '-1'])} table.sort(t${order(dice)}) return t`;
    case 3:
      return sortStable(dice);
    case 4:
      return `return table.concat(${list(dice, ['1', '"b"', '2.5', '"d"'])}, ${dice.pick(['","', 'nil', '""', '1'])}${dice.oneIn(2) ? '' : `, ${String(dice.below(4))}, ${String(dice.below(4))}`})`;
    case 5:
      return `return table.maxn(${constructor(dice)}), table.getn(${list(dice, ['1', '2'])})`;
    case 6:
      return `local o = {} table.foreach${dice.pick(['', 'i'])}(${list(dice, ['1', '"b"'])}, function(k, v) o[#o + 1] = k .. ":" .. v ${dice.oneIn(3) ? 'return k' : ''} end) return o`;
    case 7:
      return `local t = ${list(dice, ['1', '2', '3'])} local n = 0 for k, v in pairs(t) do n = n * 10 + k t[k] = nil end return n, next(t)`;
    default:
      return `return select(${dice.pick(['1', '2', '-1', '-2', '"#"', '5', '1.9'])}, ${dice.list(1, 4, () => dice.pick(VALUES)).join(', ')})`;
  }
}

function order(dice: Dice): string {
  return dice.pick([
    '',
    '',
    ', function(a, b) return a > b end',
    ', function(a, b) return a < b end',
  ]);
}

/** Which of equal values comes first depends on each step of the sort. */
function sortStable(dice: Dice): string {
  const count = 1 + dice.below(60);
  const range = 1 + dice.below(12);
  const pairs = Array.from(
    { length: count },
    (_, i) => `{${String(dice.below(range))}, ${String(i)}}`,
  );
  return `local t = {${pairs.join(',')}} table.sort(t, function(a, b) return a[1] ${dice.pick(['<', '>', '<', '<='])} b[1] end) local o = {} for i, v in ipairs(t) do o[i] = v[2] end return table.concat(o, " ")`;
}
