import type { ChiselError } from '@chisel/core';
import type { Consumer } from '@chisel/core/consumer.ts';
import { ChiselRun, type ChiselSpec } from '@chisel/core/sandbox/chisel-run.ts';
import { guestError } from '@chisel/core/sandbox/guest-errors.ts';
import type { GuestReport } from '@chisel/core/sandbox/guest-report.ts';
import { GuestFault } from '@chisel/core/sandbox/runtime.ts';
import { exitDespiteStuckGuests, hasStuckGuests } from '@chisel/isolate';
import { ScriptExited } from '@chisel/lua';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import type { Run } from '../commands/read.ts';
import { reportError } from '../report-error.ts';
import { atExit } from './at-exit.ts';
import { ChiselOutput } from './chisel-output.ts';
import { argumentWord } from './chisels/argument-word.ts';
import { loadRequested } from './chisels/load-requested.ts';
import type { OpenCapture, RequestedChisel } from './chisels/requested-chisel.ts';
import { isLive } from './is-live.ts';
import type { Language } from './language.ts';

/** The chisels of `-c`, for all captures of a command line. */
export class RunningChisels {
  /** The words of the command line that are not arguments of chisels. */
  readonly filterWords: readonly string[];
  /** False when a chisel was ended. */
  isSound = true;
  /** What the command is to run after this. */
  nextRun: string | undefined;
  readonly #run: Run;
  readonly #output: ChiselOutput;
  #chisels: RequestedChisel[];

  /** Finds and loads them. */
  static async load(line: CommandLine, run: Run, language: Language): Promise<RunningChisels> {
    atExit((code) => {
      if (hasStuckGuests()) exitDespiteStuckGuests(code);
    });
    const taken = new Set<number>();
    const chisels: RequestedChisel[] = [];
    const given = new Map<RequestedChisel, string | undefined>();
    for (const [i, request] of line.chisels.entries()) {
      const end = line.chisels[i + 1]?.nextWord ?? line.words.length;
      const words = request.isFollowed ? line.words.slice(request.nextWord, end) : [];
      const chisel = await loadRequested(request.name, run, language);
      const word = argumentWord(words, chisel.takes, (text) => isFilter(text, language));
      if (word !== undefined) taken.add(request.nextWord);
      chisels.push(chisel);
      given.set(chisel, word);
    }
    const filterWords = line.words.filter((_, i) => !taken.has(i));
    const running = new RunningChisels(chisels, filterWords, run);
    await running.#each(async (chisel) => chisel.setArguments(given.get(chisel)));
    return running;
  }

  private constructor(chisels: RequestedChisel[], filterWords: readonly string[], run: Run) {
    this.filterWords = filterWords;
    this.#chisels = chisels;
    this.#run = run;
    this.#output = new ChiselOutput(run, isLive(run.settings));
  }
  /** Called before each capture is opened; chisels that fail are left out. */
  async init(filter: string): Promise<void> {
    await this.#each(async (chisel) => chisel.init(filter));
  }

  /** Called when a capture is open: what looks at it. */
  async open(capture: Omit<OpenCapture, 'chisels'>): Promise<readonly Consumer[]> {
    const specs: ChiselSpec[] = [];
    const chisels = this.#chisels.length;
    await this.#each(async (chisel) => {
      specs.push(await chisel.open({ ...capture, chisels }));
    });
    if (specs.length === 0) return this.#nothing();
    const run = new ChiselRun({
      chisels: specs,
      sink: this.#output.for(specs.map(({ text }) => text)),
      onFailure: (_chisel, error) => this.#fail(error),
      onNextRun: (words) => (this.nextRun = words),
    });
    run.signal.addEventListener('abort', () => this.#run.stop('chisels'));
    await run.ready();
    return run.consumers;
  }

  /** No capture is to be had: chisels still see its end. */
  async abandon(): Promise<void> {
    for (const chisel of this.#chisels) this.#write(await chisel.abandon());
  }

  /** Writes what is left. */
  flush(): void {
    this.#output.flush();
  }

  async close(): Promise<void> {
    this.flush();
    for (const chisel of this.#chisels) await chisel.close();
  }

  #nothing(): readonly Consumer[] {
    this.#run.stop('chisels');
    return [];
  }

  /** Takes all chisels one step on; one that fails or ends is left out from then on. */
  async #each(step: (chisel: RequestedChisel) => Promise<void>): Promise<void> {
    for (const chisel of [...this.#chisels]) {
      try {
        await step(chisel);
      } catch (error) {
        this.#chisels = this.#chisels.filter((other) => other !== chisel);
        await this.#leave(chisel, error);
      }
    }
    if (this.#chisels.length === 0) this.#run.stop('chisels');
  }

  async #leave(chisel: RequestedChisel, error: unknown): Promise<void> {
    await chisel.close();
    if (error instanceof ScriptExited) {
      this.#write(error.report);
      if (error.code !== 0) this.isSound = false;
      return;
    }
    if (!(error instanceof GuestFault)) throw error;
    this.#write(error.report);
    this.#fail(guestError(chisel.name, error, chisel.limits));
  }

  #fail(error: ChiselError): void {
    this.isSound = false;
    this.#output.flush();
    reportError(error);
  }

  #write(report: GuestReport | undefined): void {
    if (report) this.#output.writeReport(report);
  }
}

function isFilter(text: string, language: Language): boolean {
  try {
    language.compileFilter(text);
    return true;
  } catch {
    return false;
  }
}
