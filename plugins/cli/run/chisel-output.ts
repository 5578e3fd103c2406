import { OutputKind, type GuestReport } from '@chisel/core/sandbox/guest-report.ts';
import type { OutputSink } from '@chisel/core/sandbox/output-merger.ts';
import { standardErrors } from '@chisel/core/output/standard-streams.ts';
import type { Run } from '../commands/read.ts';
import { printError } from '../print.ts';
import { writesToTerminal } from '../terminal.ts';
import { TableScreen } from './table-screen.ts';

const CHUNK_CHARS = 1 << 16;

/** How the text of a chisel becomes bytes: as UTF-8, or each character one byte. */
type Text = 'unicode' | 'bytes';

/** Writes what chisels print, in large pieces unless somebody watches. */
export class ChiselOutput {
  readonly #run: Run;
  readonly #direct: boolean;
  /** Tables are drawn anew in their place where somebody watches events as they happen. */
  readonly #screen: TableScreen | undefined;
  #pending = '';
  #pendingText: Text = 'unicode';

  constructor(run: Run, live: boolean) {
    this.#run = run;
    this.#direct = run.settings.unbuffered || writesToTerminal();
    const inPlace = live && writesToTerminal() && !run.settings.json;
    this.#screen = inPlace ? new TableScreen(() => process.stdout.rows) : undefined;
  }

  /** Takes the output of chisels that hold text like this, by their place. */
  for(texts: readonly Text[]): OutputSink {
    return {
      write: (text, kind, guest) => {
        this.#write(text, kind, texts[guest] ?? 'unicode', guest);
      },
      drained: () => this.#run.sink.drained() ?? standardErrors().drained(),
    };
  }

  /** Writes what a script has printed before the first event. */
  writeReport({ text, count, kinds, lengths }: GuestReport): void {
    let at = 0;
    for (let i = 0; i < count; i++) {
      const from = at;
      at += lengths[i] as number;
      this.#write(text.slice(from, at), kinds[i] as OutputKind, 'bytes', 0);
    }
  }

  #write(text: string, kind: OutputKind, encoding: Text, guest: number): void {
    if (kind === OutputKind.ERROR) {
      this.flush();
      printError(encode(harmlessly(text, encoding, process.stderr.isTTY), encoding));
      return;
    }
    if (encoding !== this.#pendingText) this.flush();
    this.#pendingText = encoding;
    this.#pending += this.#placed(harmlessly(text, encoding, writesToTerminal()), kind, guest);
    if (this.#direct || this.#pending.length > CHUNK_CHARS) this.flush();
  }

  /** A table takes the place of the one before where somebody watches. */
  #placed(text: string, kind: OutputKind, guest: number): string {
    if (this.#screen === undefined) return text;
    return kind === OutputKind.TABLE ? this.#screen.table(text, guest) : this.#screen.print(text);
  }

  flush(): void {
    if (this.#pending === '') return;
    const bytes = encode(this.#pending, this.#pendingText);
    this.#pending = '';
    this.#run.sink.write(bytes, 0, bytes.length);
    if (this.#run.sink.closed) this.#run.stop('reader');
  }
}

function encode(text: string, encoding: Text): Buffer {
  return Buffer.from(text, encoding === 'unicode' ? 'utf8' : 'latin1');
}

function harmlessly(text: string, encoding: Text, toTerminal: boolean): string {
  if (!toTerminal) return text;
  return encoding === 'unicode' ? harmless(text) : harmlessBytes(text);
}

/** What a guest prints must not steer the terminal; tabs and line ends may. */
function harmless(text: string): string {
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\u{fffd}');
}

/**
 * Scripts draw on the terminal: colours, the place of the cursor, what is cleared and whether the cursor
 * shows. All other control sequences, such as titles and answers to be sent back, become dots.
 */
function harmlessBytes(bytes: string): string {
  return bytes.replaceAll(
    /(\x1b\[(?:[\d;]{0,32}[mHfABCDGJK]|\?25[hl]))|[\x00-\x08\x0b-\x1f\x7f]/g,
    (char, drawing: string | undefined) => drawing ?? (char === '\r' ? char : '.'),
  );
}
