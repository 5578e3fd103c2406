import type { LocalVariable } from '../parse/scope.ts';

/** A byte string as a literal of ASCII letters on one line. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function numberLiteral(value: number): string {
  return value === Infinity ? '(1/0)' : String(value);
}

/** No name of the script gets into the code. */
export function localName({ id }: LocalVariable): string {
  return `L${id}`;
}
