import type { Restart } from './emit-function.ts';
import { quote } from './literals.ts';
import { Sites } from './sites.ts';

/** What the parts of the generator share: the sites of the code, and the constants that it begins with. */
export class Emitter {
  readonly sites = new Sites();
  readonly #globals = new Map<string, string>();
  readonly #constants: string[] = [];
  /** The loops around the place, inside the function. */
  readonly #loops: { id: number; isLeft: boolean }[] = [];
  /** What a call of itself at its end may do to the function at hand. */
  restart: Restart | undefined;
  #ids = 0;

  /** A number that no other name of the code has. */
  nextId(): number {
    return ++this.#ids;
  }

  within(restart: Restart | undefined, emit: () => string): string {
    const outer = this.restart;
    this.restart = restart;
    const code = emit();
    this.restart = outer;
    return code;
  }

  /** Adds the loop's own label when something in it breaks out of it. */
  loop(emit: () => string): string {
    const loop = { id: this.nextId(), isLeft: false };
    this.#loops.push(loop);
    const code = emit();
    this.#loops.pop();
    return loop.isLeft ? `W${loop.id}: ${code}` : code;
  }

  leaveLoop(): string {
    const loop = this.#loops.at(-1);
    if (!loop) throw new Error('a break outside a loop');
    loop.isLeft = true;
    return `break W${loop.id};`;
  }

  /** The constant that finds a global quickly. */
  globalSite(name: string): string {
    let constant = this.#globals.get(name);
    if (constant === undefined) {
      constant = this.constant(`globalSite(${quote(name)})`);
      this.#globals.set(name, constant);
    }
    return constant;
  }

  /** A constant that remembers where a field was found the last time, one for each place that reads it. */
  fieldSite(name: string): string {
    return this.constant(`fieldSite(${quote(name)})`);
  }

  /** A value that is made once, when the chunk is loaded. */
  constant(made: string): string {
    const constant = `S${this.#constants.length}`;
    this.#constants.push(`${constant} = ${made}`);
    return constant;
  }

  get constants(): string {
    return this.#constants.length > 0 ? `const ${this.#constants.join(', ')};` : '';
  }
}
