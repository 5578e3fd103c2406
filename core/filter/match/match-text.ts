/** Compiles a search for a text that pays no heed to the case of ASCII letters. */
export function compileIcontains(needle: string): (value: string) => boolean {
  if (needle.length > MAX_REGEXP) {
    const lower = asciiLower(needle);
    return (value) => asciiLower(value).includes(lower);
  }
  const pattern = new RegExp([...needle].map(eitherCase).join(''));
  return (value) => pattern.test(value);
}

const MAX_REGEXP = 1000;

/** A pattern that consists of character codes only. */
function eitherCase(char: string): string {
  const code = hexCode(char.charCodeAt(0));
  return /[A-Za-z]/.test(char) ? `[${code}${hexCode(char.charCodeAt(0) ^ 0x20)}]` : code;
}

function hexCode(code: number): string {
  return `\\x${code.toString(16).padStart(2, '0')}`;
}

/** Lower case of ASCII letters; other bytes stay as they are. */
export function asciiLower(value: string): string {
  return /[A-Z]/.test(value) ? value.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : value;
}

/** Upper case of ASCII letters; other bytes stay as they are. */
export function asciiUpper(value: string): string {
  return /[a-z]/.test(value) ? value.replace(/[a-z]+/g, (letters) => letters.toUpperCase()) : value;
}
