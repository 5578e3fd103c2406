import { OutputKind } from '@chisel/core/sandbox/guest-report.ts';
import type { OutputSink } from '@chisel/core/sandbox/output-merger.ts';
import type { Run } from '../commands/read.ts';
import { writesToTerminal } from '../terminal.ts';
import { TableScreen } from './table-screen.ts';

const CHUNK_CHARS = 1 << 16;

/** Writes what chisels print, in large pieces unless somebody watches. */
export class ChiselOutput implements OutputSink {
  readonly #run: Run;
  readonly #direct: boolean;
  /** Tables are drawn anew in their place where somebody watches events as they happen. */
  readonly #screen: TableScreen | undefined;
  #pending = '';

  constructor(run: Run, live: boolean) {
    this.#run = run;
    this.#direct = run.settings.unbuffered || writesToTerminal();
    const inPlace = live && writesToTerminal() && !run.settings.json;
    this.#screen = inPlace ? new TableScreen(() => process.stdout.rows) : undefined;
  }

  write(text: string, kind: OutputKind, guest: number): void {
    const shown = writesToTerminal() ? harmless(text) : text;
    if (this.#screen === undefined) this.#pending += shown;
    else if (kind === OutputKind.TABLE) this.#pending += this.#screen.table(shown, guest);
    else this.#pending += this.#screen.print(shown);
    if (this.#direct || this.#pending.length > CHUNK_CHARS) this.flush();
  }

  flush(): void {
    if (this.#pending === '') return;
    const bytes = Buffer.from(this.#pending);
    this.#pending = '';
    this.#run.sink.write(bytes, 0, bytes.length);
    if (this.#run.sink.closed) this.#run.stop();
  }
}

/** What a guest prints must not steer the terminal; tabs and line ends may. */
function harmless(text: string): string {
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\u{fffd}');
}
