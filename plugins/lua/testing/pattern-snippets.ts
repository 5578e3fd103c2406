import type { Dice } from './dice.ts';

const SUBJECTS = [
  'hello world', 'key=value, k2=v2', '  trim me  ', '(a(b)c)', '/usr/lib/x.so.1', 'aaa', 'abcabc', '',
  'THE (quick) fox', '2018-08-17 12:34:56.789', '[x]', 'a.b.c', 'x\\0y', '100%', 'foo.bar.baz', '^$*+?.([%-',
  'tab\\tnew\\nline', '\\200\\201abc', '127.0.0.1:80->10.0.0.1:443',
]; // prettier-ignore
const ITEMS = [
  'a', 'b', 'l', '.', '%a', '%d', '%s', '%w', '%p', '%u', '%l', '%x', '%c', '%z', '%A', '%D', '%S', '%W', '%g',
  '[abc]', '[a-z]', '[^%s]', '[%w_]', '[]]', '[^]]', '[a-]', '[%a-z]', '%.', '%%', '%-', ' ', '=', '/', '0', '%1',
  '%2', '%bxy', '%b()', '%f[%w]', '%f[%W]', '%Z',
]; // prettier-ignore
const BROKEN = ['[', '[a', '[^', '%', '(', ')', '%b', '%bx', '%f', '[%', '((', '(()', '%9'];
const REPLACEMENTS = [
  '"<%0>"', '"%1"', '"%2"', '"%%"', '"x"', '""', '"%"', '"%x"', '{a=1, hello="bye", l=false}', '{}', 'string.upper',
  'function(...) return select("#", ...) end', 'function() end', 'function() return false end', '5', 'true', 'nil',
  'function() return {} end', 'setmetatable({}, {__index = function(_, k) return k .. "!" end})',
  'function(a) return a == "l" and "L" or nil end',
]; // prettier-ignore

function pattern(dice: Dice): string {
  let text = dice.oneIn(6) ? '^' : '';
  let open = 0;
  for (const item of dice.list(0, 5, () => dice.pick(ITEMS))) {
    if (dice.oneIn(4)) {
      text += '(';
      open++;
      if (dice.oneIn(5)) {
        text += ')';
        open--;
      }
    }
    text += item + (dice.oneIn(2) ? dice.pick(['*', '+', '-', '?']) : '');
    if (open > 0 && dice.oneIn(2)) {
      text += ')';
      open--;
    }
  }
  text += ')'.repeat(open) + (dice.oneIn(6) ? '$' : '');
  return dice.oneIn(25) ? text + dice.pick(BROKEN) : text;
}

/** `find`, `match`, `gmatch` and `gsub`. */
export function patternSnippet(dice: Dice): string {
  const subject = `"${dice.pick(SUBJECTS)}"`;
  const searched = `"${pattern(dice)}"`;
  const from = dice.pick(['1', '1', '1', '2', '-3', '0', '100', '-100', '1.9', 'nil']);
  switch (dice.below(5)) {
    case 0:
      return `return string.find(${subject}, ${searched}, ${from})`;
    case 1:
      return `return string.match(${subject}, ${searched}, ${from})`;
    case 2:
      return `local t = {} for a, b in string.gmatch(${subject}, ${searched}) do t[#t + 1] = a t[#t + 1] = b or 0 end return t`;
    case 3:
      return `return string.gsub(${subject}, ${searched}, ${dice.pick(REPLACEMENTS)}, ${dice.pick(['nil', 'nil', '0', '1', '2', '-1', '1.5'])})`;
    default:
      return `return (${subject}):find("${dice.pick(ITEMS)}", ${from}, ${dice.pick(['true', 'false', 'nil', '1'])})`;
  }
}
