const CLEAR_BELOW = '\u001b[J';
const lineUp = (lines: number): string => (lines === 0 ? '' : `\u001b[${lines}F`);

/**
 * The lower part of a terminal, where the newest table of each chisel stands: a new one takes the
 * place of the one before, and what else is printed goes above. Gives the text to be written.
 */
export class TableScreen {
  readonly #rows: () => number;
  readonly #tables = new Map<number, string>();
  #drawnLines = 0;

  /** `rows` tells the height of the terminal as it is now, 0 when it is not known. */
  constructor(rows: () => number) {
    this.#rows = rows;
  }

  /** Shows a table in its place; `guest` is the chisel's place on the command line. */
  table(text: string, guest: number): string {
    this.#tables.set(guest, text);
    return this.#erase() + this.#draw();
  }

  /** Writes whole lines above the tables. */
  print(text: string): string {
    return this.#erase() + text + this.#draw();
  }

  #erase(): string {
    return lineUp(this.#drawnLines) + (this.#drawnLines === 0 ? '' : CLEAR_BELOW);
  }

  /** What does not fit into the terminal is left out: lines that scrolled away can't be drawn over. */
  #draw(): string {
    const guests = [...this.#tables.keys()].sort((a, b) => a - b);
    const text = guests.map((guest) => this.#tables.get(guest) as string).join('\n');
    const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
    const room = this.#rows() === 0 ? lines.length : Math.max(1, this.#rows() - 1);
    const shown = lines.slice(0, room);
    this.#drawnLines = shown.length;
    return shown.map((line) => `${line}\n`).join('');
  }
}
