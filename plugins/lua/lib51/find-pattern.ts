import { noCapture, Pattern, type Capture } from './pattern.ts';
import { regexpOf } from './pattern-regexp.ts';

const CARET = 94;

/** What has been found last, and the way to the next. Positions are counted from 0. */
export interface Finder {
  readonly start: number;
  readonly end: number;
  /** Finds the first match that begins at `from` or later; only there when the pattern is anchored. */
  find(from: number): boolean;
  readonly captureCount: number;
  /** A capture; the whole match when the pattern has none. */
  capture(index: number): Capture;
  /** All captures, or the whole match when there are none. */
  captures(): Capture[];
}

export function isAnchored(pattern: string): boolean {
  return pattern.charCodeAt(0) === CARET;
}

/** Finds a pattern in a byte string, from left to right. A pattern ends before its first zero byte. */
export function createFinder(subject: string, whole: string, anchored: boolean): Finder {
  const zero = whole.indexOf('\0');
  const pattern = zero === -1 ? whole : whole.slice(0, zero);
  const regexp = regexpOf(subject, pattern, anchored);
  if (regexp === undefined) return new ItemFinder(subject, pattern, anchored);
  return new RegexpFinder(subject, regexp);
}

class RegexpFinder implements Finder {
  start = 0;
  end = 0;
  readonly #subject: string;
  readonly #regexp: RegExp;
  #found: readonly string[] = [];

  constructor(subject: string, regexp: RegExp) {
    this.#subject = subject;
    this.#regexp = regexp;
  }

  find(from: number): boolean {
    this.#regexp.lastIndex = from;
    const found = this.#regexp.exec(this.#subject);
    if (found === null) return false;
    this.#found = found;
    this.start = found.index;
    this.end = found.index + found[0].length;
    return true;
  }

  get captureCount(): number {
    return this.#found.length - 1;
  }

  capture(index: number): Capture {
    const found = this.#found;
    if (found.length === 1 && index === 0) return found[0] as string;
    return found[index + 1] ?? noCapture();
  }

  captures(): Capture[] {
    const found = this.#found;
    return found.length === 1 ? [found[0] as string] : found.slice(1);
  }
}

/** Goes item by item: it knows all patterns, and errors in them where it comes upon them. */
export class ItemFinder implements Finder {
  start = 0;
  end = 0;
  readonly #last: number;
  readonly #pattern: Pattern;
  readonly #isAnchored: boolean;

  constructor(subject: string, pattern: string, anchored: boolean) {
    this.#last = subject.length;
    this.#pattern = new Pattern(subject, pattern);
    this.#isAnchored = anchored;
  }

  find(from: number): boolean {
    const item = this.#isAnchored ? 1 : 0;
    const last = this.#isAnchored ? from : this.#last;
    for (let at = from; at <= last; at++) {
      const end = this.#pattern.matchAt(at, item);
      if (end === -1) continue;
      this.start = at;
      this.end = end;
      return true;
    }
    return false;
  }

  get captureCount(): number {
    return this.#pattern.captureCount;
  }

  capture(index: number): Capture {
    return this.#pattern.capture(index, this.start, this.end);
  }

  captures(): Capture[] {
    return this.#pattern.captures(this.start, this.end);
  }
}
