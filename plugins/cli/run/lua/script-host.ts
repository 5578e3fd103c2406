import { ByteWriter } from '@chisel/core/bytes/byte-writer.ts';
import type { SectionStart, Source } from '@chisel/core/event/source.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { Need } from '@chisel/core/state/needs.ts';
import { State } from '@chisel/core/state/state.ts';
import {
  containerData,
  Datagrams,
  FileAccess,
  findModule,
  luaReader,
  threadData,
  threadFilter,
  type LuaHost,
} from '@chisel/lua';
import type { LineFormat } from '@chisel/text';
import type { Run } from '../../commands/read.ts';
import type { Language } from '../language.ts';
import { checkBrackets } from './check-brackets.ts';
import { compileScriptFormat, lineOf } from './line-column.ts';
import { findScript } from './find-script.ts';
import { asUnicode } from './script-chisel.ts';
import type { ScriptPlace } from './script-place.ts';

/** Classes of fields that filters of the thread table may have. */
const TABLE_CLASSES = ['fd', 'process', 'user', 'group', 'container', 'fdlist', 'k8s', 'mesos'];

type Answers = Readonly<Record<string, (detail: never) => unknown>>;

/** Answers what one script asks: of the language, the state at the event at hand, and the world. */
export class ScriptHost implements LuaHost {
  readonly #place: ScriptPlace;
  readonly #run: Run;
  readonly #language: Language;
  /** The filter of the command line. */
  #filter = '';
  readonly #files: FileAccess;
  readonly #datagrams: Datagrams;
  readonly #readers = new Map<string, ReturnType<typeof luaReader>>();
  readonly #formats = new Map<string, LineFormat>();
  readonly #out = new ByteWriter();
  #source: Source | undefined;
  #section: SectionStart | undefined;
  #startState: State | undefined;
  readonly #answers: Answers;

  constructor(place: ScriptPlace, run: Run, language: Language) {
    this.#place = place;
    this.#run = run;
    this.#language = language;
    this.#files = new FileAccess(place.grants);
    this.#datagrams = new Datagrams(place.grants);
    this.#answers = { ...this.#ofLanguage(), ...this.#ofState(), ...this.#ofWorld() };
  }

  answer(question: string, detail: unknown): unknown {
    return this.#answers[question]?.(detail as never);
  }

  /** A capture has been opened. */
  open(source: Source, section: SectionStart | undefined): void {
    this.#source = source;
    this.#section = section;
  }

  /** Another capture is to come, if any; it has this filter. */
  close(filter: string): void {
    this.#filter = filter;
    this.#source = undefined;
    this.#section = undefined;
    this.#startState = undefined;
  }

  /** Writes and sends what waits. */
  async finish(): Promise<void> {
    this.#files.closeAll();
    await this.#datagrams.close();
  }

  #ofLanguage(): Answers {
    const language = this.#language;
    return {
      field: (name: string) => this.#resolveField(name),
      filter: (text: string) => {
        checkBrackets(text);
        language.compileFilter(asUnicode(text));
      },
      format: (text: string) => {
        compileScriptFormat(language, asUnicode(text));
      },
      globalFilter: (text: string) => {
        if (this.#filter !== '') throw new Error('the command line has a filter already');
        language.setScriptFilter(asUnicode(text));
      },
      outputFormat: (name: string) => {
        if (!language.chooseFormat(name)) throw new Error('there is no such format');
        return language.scriptFormat;
      },
    };
  }

  #resolveField(bytes: string): string {
    const name = asUnicode(bytes);
    const { fields } = this.#language;
    const found = fields.find(name);
    if (!found) {
      const [nearest] = fields.suggest(name);
      const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
      throw new Error(`chisel requesting nonexistent field ${name}${hint}`);
    }
    const exact = name.slice(0, found.end);
    this.#place.checkField(exact);
    this.#language.bind(exact);
    return exact;
  }

  #ofState(): Answers {
    return {
      fieldValue: (name: string) => {
        const event = this.#event;
        return event && this.#readerOf(name)(event);
      },
      line: (format: string) => {
        const event = this.#event;
        return event && lineOf(this.#formatOf(format).write, event, this.#out);
      },
      threads: (detail: { filter: string; withFds: boolean; isBarebone: boolean }) => {
        this.#place.checkTable('threads');
        const { withFds, isBarebone } = detail;
        const state = this.#state;
        const filter = asUnicode(detail.filter);
        const accepts = filter === '' ? {} : { accepts: this.#threadTest(state, filter) };
        return threadData(state, { withFds, isBarebone, ...accepts });
      },
      containers: () => {
        this.#place.checkTable('containers');
        return containerData(this.#state);
      },
      progress: () => this.#source?.progress() ?? 0,
      firstEventTs: () => {
        const { firstTsLow = 0, firstTsHigh = 0 } = this.#event ?? {};
        return String((BigInt(firstTsHigh >>> 0) << 32n) | BigInt(firstTsLow >>> 0));
      },
    };
  }

  get #event(): Event | undefined {
    return this.#run.position.event;
  }

  /** The state at the event at hand; before the first, what the tables of the capture say. */
  get #state(): State {
    const { event } = this.#run.position;
    if (event !== undefined) return event.state;
    this.#startState ??= this.#createState();
    return this.#startState;
  }

  #createState(): State {
    const state = new State(this.#run.table, Need.ALL);
    if (this.#section) state.load(this.#section.tables);
    return state;
  }

  #threadTest(state: State, text: string) {
    const { fields } = this.#language;
    const filter = this.#language.compileFilter(text);
    const classes = filter.fields.map((name) => fields.byName(name)?.class ?? '');
    if (classes.some((name) => !TABLE_CLASSES.includes(name))) {
      throw new Error('the given filter is not supported for thread table filtering');
    }
    return threadFilter(state, filter);
  }

  #readerOf(name: string): ReturnType<typeof luaReader> {
    const known = this.#readers.get(name);
    if (known) return known;
    const reader = luaReader(this.#language.bindForScript(asUnicode(name)));
    this.#readers.set(name, reader);
    return reader;
  }

  #formatOf(format: string): LineFormat {
    const known = this.#formats.get(format);
    if (known) return known;
    const compiled = compileScriptFormat(this.#language, asUnicode(format));
    this.#formats.set(format, compiled);
    return compiled;
  }

  #ofWorld(): Answers {
    const { files, folders } = this.#place;
    return {
      module: (name: string) => findModule(name, files, folders),
      chisel: (name: string) => findScript(name, files, folders),
      open: ({ path, mode }: { path: string; mode: string }) =>
        this.#files.open(asUnicode(path), mode),
      writeFile: ({ id, text }: { id: number; text: string }) => this.#files.write(id, text),
      readFile: (id: number) => this.#files.read(id),
      closeFile: (id: number) => this.#files.close(id),
      peer: ({ host, port }: { host: string; port: string }) => this.#datagrams.setPeer(host, port),
      send: (message: string) => this.#datagrams.send(message),
    };
  }
}
