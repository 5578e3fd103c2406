import { randomUUID } from 'node:crypto';

/** How long a turn is kept for one who has to sign again. */
const keepMs = 5000;

/** Who may publish as an author, one after the other, in the order in which they came. */
export class Turns {
  readonly #lines = new Map<string, Promise<void>>();
  readonly #kept = new Map<string, Turn>();

  /** Waits for the author's turn; who was told to come again has it already. */
  async take(author: string, ticket?: string): Promise<Turn> {
    const kept = ticket === undefined ? undefined : this.#kept.get(ticket);
    if (kept?.author === author) {
      this.#kept.delete(kept.ticket);
      kept.stopClock();
      return kept;
    }
    const before = this.#lines.get(author);
    const turn = new Turn(author, (ended) => this.#kept.delete(ended.ticket));
    this.#lines.set(author, turn.ended);
    await before;
    return turn;
  }

  /** Keeps a turn for a moment, and gives the ticket for it. */
  keep(turn: Turn): string {
    this.#kept.set(turn.ticket, turn);
    turn.startClock(keepMs);
    return turn.ticket;
  }
}

/** One turn; the next begins when it has ended. */
export class Turn {
  readonly author: string;
  readonly ticket = randomUUID();
  readonly ended: Promise<void>;
  readonly #end: () => void;
  readonly #onEnd: (turn: Turn) => void;
  #clock: NodeJS.Timeout | undefined;

  constructor(author: string, onEnd: (turn: Turn) => void) {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.author = author;
    this.ended = promise;
    this.#end = () => resolve(undefined);
    this.#onEnd = onEnd;
  }

  end(): void {
    this.stopClock();
    this.#onEnd(this);
    this.#end();
  }

  startClock(ms: number): void {
    this.#clock = setTimeout(() => this.end(), ms);
    this.#clock.unref();
  }

  stopClock(): void {
    clearTimeout(this.#clock);
  }
}
