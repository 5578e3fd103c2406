/** The arguments of one word as `chisel.exec` hands them on: split at blanks, ' and ` quote. */
export function joinArguments(args: readonly string[]): string {
  return args.map((arg) => (arg.includes(' ') ? `'${arg}'` : arg)).join(' ');
}

/** Splits such a word; undefined when a quote is left open. */
export function splitArguments(word: string): string[] | undefined {
  const text = word.trim();
  if (text === '') return [];
  const parts: string[] = [];
  let from = 0;
  let inQuotes = false;
  let closing = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === ' ' && !inQuotes) {
      parts.push(text.slice(from, Math.max(from, i - closing)));
      from = i + 1;
      closing = 0;
    } else if (char === "'" || char === '`') {
      if (inQuotes) closing = 1;
      else from++;
      inQuotes = !inQuotes;
    }
  }
  if (inQuotes) return undefined;
  parts.push(text.slice(from, Math.max(from, text.length - closing)));
  return parts;
}
