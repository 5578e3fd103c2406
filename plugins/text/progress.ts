const LEAST_STEP = 0.1;

/** Text of the progress display: each one wipes out the one before it. */
export class ProgressText {
  #shown = '';
  #percent = 0;

  /** What to write for this state; '' while too little has changed. */
  update(percent: number): string {
    if (percent - this.#percent <= LEAST_STEP) return '';
    const wipe = `\r${' '.repeat(this.#shown.length)}`;
    this.#shown = percent.toFixed(2);
    this.#percent = percent;
    return `${wipe}\r${this.#shown}`;
  }

  /** What to write at the end. */
  finish(): string {
    const wipe = `\r${' '.repeat(this.#shown.length)}`;
    this.#shown = ' '.repeat(this.#shown.length);
    return `${wipe}${this.update(100)}\n`;
  }
}
