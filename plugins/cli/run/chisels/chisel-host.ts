import type { SectionStart } from '@chisel/core/event/source.ts';
import type { GuestHost } from '@chisel/core/sandbox/host-answers.ts';
import { Datagrams } from '@chisel/isolate/host/datagrams.ts';
import { FileAccess } from '@chisel/isolate/host/file-access.ts';
import { Tables, type TableRun } from '@chisel/isolate/host/tables.ts';
import type { Reach } from './reach.ts';
import { containerRows, threadRows } from './table-rows.ts';

type Detail = Readonly<Record<string, unknown>>;
type Answer = (detail: Detail) => unknown;

/** Answers what a TypeScript chisel asks; for what was not granted to it there is no answer. */
export class ChiselHost implements GuestHost {
  readonly #answers: ReadonlyMap<string, Answer>;
  readonly #tables: Tables;
  readonly #files: FileAccess;
  readonly #datagrams: Datagrams;

  constructor({ tables, grants }: Reach, run: TableRun) {
    this.#tables = new Tables(tables, run);
    this.#files = new FileAccess(grants);
    this.#datagrams = new Datagrams(grants);
    const has = (kind: string): boolean => grants.some((grant) => grant.kind === kind);
    this.#answers = new Map([
      ...(tables.has('threads') ? this.#ofThreads(tables.has('fds')) : []),
      ...(tables.has('containers') ? this.#ofContainers() : []),
      ...(has('write') ? this.#ofFiles() : []),
      ...(has('net') ? this.#ofDatagrams() : []),
    ]);
  }

  get questions(): readonly string[] {
    return [...this.#answers.keys()];
  }

  answer(question: string, detail: unknown): unknown {
    const answer = this.#answers.get(question);
    if (answer === undefined) throw new Error(`${question} was not granted`);
    return answer(Object(detail) as Detail);
  }

  /** A capture has been opened. */
  open(section: SectionStart | undefined): void {
    this.#tables.open(section);
  }

  /** Writes and sends what waits. */
  async finish(): Promise<void> {
    this.#files.closeAll();
    await this.#datagrams.close();
  }

  #ofThreads(withFds: boolean): [string, Answer][] {
    const threads = () => threadRows(this.#tables.threads({ withFds, isBarebone: false }), withFds);
    return [['threads', threads]];
  }

  #ofContainers(): [string, Answer][] {
    return [['containers', () => containerRows(this.#tables.containers())]];
  }

  #ofFiles(): [string, Answer][] {
    const put =
      (mode: 'w' | 'a'): Answer =>
      ({ path, text }) => {
        this.#files.put(textOf(path), mode, Buffer.from(textOf(text)));
      };
    return [
      ['writeFile', put('w')],
      ['appendFile', put('a')],
    ];
  }

  #ofDatagrams(): [string, Answer][] {
    const send: Answer = ({ host, port, text }) => {
      this.#datagrams.send({ host: textOf(host), port: Number(port) }, Buffer.from(textOf(text)));
    };
    return [['send', send]];
  }
}

/** What comes out of a sandbox can be anything. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new TypeError('a text is needed');
}
