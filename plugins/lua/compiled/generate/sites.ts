/** A place in the script where something can go wrong, and how messages name what is used there. */
export interface Site {
  readonly line: number;
  /** Where its function begins; 0 in the main chunk. */
  readonly functionLine?: number;
  /** What is called, indexed, measured or the left operand, such as `local 'x'`. */
  readonly left?: string | undefined;
  readonly right?: string | undefined;
  /** Whether the function ends with this call, so that LuaJIT no longer knows of it. */
  readonly isTailCall?: boolean;
  /** How many arguments a call has; undefined when another call gives the last. */
  readonly argCount?: number | undefined;
}

const OPEN = '\x01';
const CLOSE = '\x02';
const MARK = /\x01(\d+)\x02/g;

export interface Placed {
  readonly code: string;
  /** The site of each line of the code, counted from 1. */
  readonly sites: readonly (Site | undefined)[];
}

/**
 * Where code came from. Everything that can fail begins a line of the generated code, so the line in a
 * stack trace finds its site, and the code that runs does nothing for it.
 */
export class Sites {
  readonly #sites: Site[] = [];
  functionLine = 0;

  /** Goes before what can fail. */
  mark(site: Site): string {
    const at = this.#sites.push({ ...site, functionLine: this.functionLine }) - 1;
    return `${OPEN}${at}${CLOSE}`;
  }

  /** Makes the marks of finished code, which has no other ends of lines, into lines. */
  place(marked: string): Placed {
    const sites: (Site | undefined)[] = [undefined, undefined];
    const code = marked.replace(MARK, (_, index: string) => {
      sites.push(this.#sites[Number(index)]);
      return '\n';
    });
    return { code, sites };
  }
}
