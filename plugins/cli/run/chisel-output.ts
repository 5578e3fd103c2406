import type { OutputKind } from '@chisel/core/sandbox/guest-report.ts';
import type { OutputSink } from '@chisel/core/sandbox/output-merger.ts';
import type { Run } from '../commands/read.ts';
import { writesToTerminal } from '../terminal.ts';

const CHUNK_CHARS = 1 << 16;

/** Writes what chisels print, in large pieces unless somebody watches. */
export class ChiselOutput implements OutputSink {
  readonly #run: Run;
  readonly #direct: boolean;
  #pending = '';

  constructor(run: Run) {
    this.#run = run;
    this.#direct = run.settings.unbuffered || writesToTerminal();
  }

  write(text: string, _kind: OutputKind, _guest: number): void {
    this.#pending += text;
    if (this.#direct || this.#pending.length > CHUNK_CHARS) this.flush();
  }

  flush(): void {
    if (this.#pending === '') return;
    const bytes = Buffer.from(writesToTerminal() ? harmless(this.#pending) : this.#pending);
    this.#pending = '';
    this.#run.sink.write(bytes, 0, bytes.length);
    if (this.#run.sink.closed) this.#run.stop();
  }
}

/** What a guest prints must not steer the terminal; tabs and line ends may. */
function harmless(text: string): string {
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\u{fffd}');
}
