import { ByteWriter } from '@chisel/core/bytes/byte-writer.ts';
import type { SectionStart, Source } from '@chisel/core/event/source.ts';
import type { HostAnswers } from '@chisel/core/sandbox/host-answers.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { Datagrams, type Peer } from '@chisel/isolate/host/datagrams.ts';
import { FileAccess } from '@chisel/isolate/host/file-access.ts';
import { Tables } from '@chisel/isolate/host/tables.ts';
import { findModule, luaReader, threadFilter } from '@chisel/lua';
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

/** Those that tell of fds. */
const FD_CLASSES = ['fd', 'fdlist'];

type Answers = Readonly<Record<string, (detail: never) => unknown>>;

/** Answers what one script asks: of the language, the state at the event at hand, and the world. */
export class ScriptHost implements HostAnswers {
  readonly #place: ScriptPlace;
  readonly #run: Run;
  readonly #language: Language;
  /** The filter of the command line. */
  #filter = '';
  readonly #files: FileAccess;
  readonly #datagrams: Datagrams;
  #peer: Peer | undefined;
  readonly #tables: Tables;
  readonly #readers = new Map<string, ReturnType<typeof luaReader>>();
  readonly #formats = new Map<string, LineFormat>();
  readonly #out = new ByteWriter();
  #source: Source | undefined;
  readonly #answers: Answers;

  constructor(place: ScriptPlace, run: Run, language: Language) {
    this.#place = place;
    this.#run = run;
    this.#language = language;
    this.#files = new FileAccess(place.grants);
    this.#datagrams = new Datagrams(place.grants);
    this.#tables = new Tables(place.tables, run);
    this.#answers = { ...this.#ofLanguage(), ...this.#ofState(), ...this.#ofWorld() };
  }

  answer(question: string, detail: unknown): unknown {
    return this.#answers[question]?.(detail as never);
  }

  /** A capture has been opened. */
  open(source: Source, section: SectionStart | undefined): void {
    this.#source = source;
    this.#tables.open(section);
  }

  /** Another capture is to come, if any; it has this filter. */
  close(filter: string): void {
    this.#filter = filter;
    this.#source = undefined;
    this.#tables.open(undefined);
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
        const { withFds, isBarebone } = detail;
        const filter = asUnicode(detail.filter);
        const accepts = filter === '' ? {} : { accepts: this.#threadTest(filter) };
        return this.#tables.threads({ withFds, isBarebone, ...accepts });
      },
      containers: () => this.#tables.containers(),
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

  #threadTest(text: string) {
    const { fields } = this.#language;
    const filter = this.#language.compileFilter(text);
    const classes = filter.fields.map((name) => fields.byName(name)?.class ?? '');
    if (classes.some((name) => !TABLE_CLASSES.includes(name))) {
      throw new Error('the given filter is not supported for thread table filtering');
    }
    if (!this.#place.tables.has('fds') && classes.some((name) => FD_CLASSES.includes(name))) {
      throw new Error('it tells of fds, which its chisel.json does not declare');
    }
    return threadFilter(this.#tables.state, filter);
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
      writeFile: ({ id, text }: { id: number; text: string }) =>
        this.#files.write(id, Buffer.from(text, 'latin1')),
      readFile: (id: number) => this.#files.read(id),
      closeFile: (id: number) => this.#files.close(id),
      peer: ({ host, port }: { host: string; port: string }) => {
        const peer = readPeer(host, port);
        named('sysdig.udp_setpeername', () => this.#datagrams.check(peer));
        this.#peer = peer;
      },
      send: (message: string) => {
        const peer = this.#peer;
        if (peer === undefined) throw new Error('sysdig.udp_send: there is no peer yet');
        const bytes = Buffer.from(message, 'latin1');
        named('sysdig.udp_send', () => this.#datagrams.send(peer, bytes));
      },
    };
  }
}

/** The reference knows IPv4 addresses only. */
function readPeer(host: string, portText: string): Peer {
  const port = /^\s*\d{1,5}\s*$/.test(portText) ? Number(portText) : NaN;
  const refuse = (value: string, what: string): never => {
    throw new Error(`sysdig.udp_setpeername: ${JSON.stringify(value)} is no ${what}`);
  };
  // Loaded on use: few scripts send anything.
  if (!process.getBuiltinModule('node:net').isIPv4(host)) refuse(host, 'IPv4 address');
  return port >= 1 && port <= 0xffff ? { host, port } : refuse(portText, 'port');
}

/** A refusal says which function of the script was refused. */
function named(name: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
  }
}
