const STAR = '*';

/** Whether a whole text matches a pattern of `*`, `?`, `[...]` and `\`, as fnmatch does. */
export function matchesGlob(pattern: string, text: string): boolean {
  const parts = globParts(pattern);
  let part = 0;
  let at = 0;
  let star = -1;
  let retry = 0;
  while (at < text.length) {
    const test = parts[part];
    if (test === STAR) {
      star = part++;
      retry = at;
    } else if (test && test(text[at] as string)) {
      part++;
      at++;
    } else if (star >= 0) {
      part = star + 1;
      at = ++retry;
    } else {
      return false;
    }
  }
  while (parts[part] === STAR) part++;
  return part === parts.length;
}

type Part = typeof STAR | ((char: string) => boolean);

function globParts(pattern: string): Part[] {
  const parts: Part[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] as string;
    if (char === STAR) parts.push(STAR);
    else if (char === '?') parts.push(() => true);
    else if (char === '[') {
      const close = pattern.indexOf(']', i + (/^\[!?\]/.test(pattern.slice(i)) ? 3 : 1));
      if (close < 0) parts.push((other) => other === char);
      else {
        parts.push(charSet(pattern.slice(i + 1, close)));
        i = close;
      }
    } else {
      const literal = char === '\\' && i + 1 < pattern.length ? (pattern[++i] as string) : char;
      parts.push((other) => other === literal);
    }
  }
  return parts;
}

/** The inside of `[...]`: characters and ranges, all others when it begins with `!`. */
function charSet(inside: string): (char: string) => boolean {
  const negated = inside.startsWith('!') || inside.startsWith('^');
  const set = negated ? inside.slice(1) : inside;
  return (char) => {
    for (let i = 0; i < set.length; i++) {
      const from = set[i] as string;
      const isRange = set[i + 1] === '-' && i + 2 < set.length;
      const to = isRange ? (set[i + 2] as string) : from;
      if (char >= from && char <= to) return !negated;
      if (isRange) i += 2;
    }
    return negated;
  };
}
