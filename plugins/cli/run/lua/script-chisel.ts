import { emptyReport, type GuestReport } from '@chisel/core/sandbox/guest-report.ts';
import type { ChiselSpec } from '@chisel/core/sandbox/chisel-run.ts';
import type { Limits } from '@chisel/core/sandbox/runtime.ts';
import { localZoneS } from '@chisel/core/field/render/time.ts';
import { Need } from '@chisel/core/state/needs.ts';
import {
  foresee,
  luaColumn,
  LuaChisel,
  rowFields,
  type ChiselWants,
  type LuaSource,
  type ScriptFacts,
} from '@chisel/lua';
import type { VmChoice } from '@chisel/lua/guest/setup.ts';
import { viewAsChisel } from '../../command-line/errors.ts';
import type { Run } from '../../commands/read.ts';
import { writesToTerminal } from '../../terminal.ts';
import type { OpenCapture, RequestedChisel, Takes } from '../chisels/requested-chisel.ts';
import { missingArguments } from '../chisel-arguments.ts';
import { isLive } from '../is-live.ts';
import type { Language } from '../language.ts';
import { lineColumn } from './line-column.ts';
import { ScriptHost } from './script-host.ts';
import type { ScriptPlace } from './script-place.ts';

/** A chisel that is a Lua script, with or without a manifest. */
export class ScriptChisel implements RequestedChisel {
  readonly name: string;
  readonly #place: ScriptPlace;
  readonly #run: Run;
  readonly #language: Language;
  readonly #host: ScriptHost;
  readonly #chisel: LuaChisel;
  #facts: ScriptFacts | undefined;
  #wants: ChiselWants | undefined;
  #captures = 0;

  /** Runs the script: only then its arguments are known. */
  static async load(
    place: ScriptPlace,
    source: LuaSource,
    run: Run,
    language: Language,
  ): Promise<ScriptChisel> {
    const chisel = new ScriptChisel(place, source, run, language);
    chisel.#facts = await chisel.#chisel.load();
    const { viewId, isRunnable } = chisel.#facts;
    if (viewId === undefined || isRunnable) return chisel;
    await chisel.close();
    throw viewAsChisel({ name: place.name, view: asUnicode(viewId) });
  }

  private constructor(place: ScriptPlace, source: LuaSource, run: Run, language: Language) {
    this.name = place.name;
    this.#place = place;
    this.#run = run;
    this.#language = language;
    this.#host = new ScriptHost(place, run, language);
    const { settings } = run;
    const isTerminal = writesToTerminal();
    this.#chisel = new LuaChisel({
      source,
      host: this.#host,
      limits: place.limits,
      setup: {
        name: place.name,
        json: language.scriptFormat === 'json',
        live: isLive(settings),
        terminal: isTerminal,
        width: isTerminal ? process.stdout.columns : -1,
        height: isTerminal ? process.stdout.rows : -1,
        printsContainers: settings.printsContainers,
        logs: settings.debug,
        vm: vmChoice(),
      },
    });
  }

  get limits(): Limits {
    return this.#place.limits;
  }

  get takes(): Takes {
    const { args = [] } = this.#facts ?? {};
    const required = args.filter(({ optional }) => !optional).length;
    const filter = args.length === 1 && args[0]?.type === 'filter';
    return { required, optional: args.length - required, filter };
  }

  async setArguments(word: string | undefined): Promise<void> {
    if (word !== undefined) return this.#chisel.setArguments(asBytes(word));
    const needed = this.#facts?.args.find(({ optional }) => !optional);
    if (needed) throw missingArguments({ chisel: this.name, missing: needed.name });
  }

  /** What it has asked for by its first event; for those who only want to know. */
  async learn(): Promise<void> {
    this.#wants = await this.#chisel.captureStart({
      sourceName: '',
      exact: false,
      zoneS: 0,
      machine: { hostname: '', cpuCount: 1, memorySizeBytes: 0, maxPid: 0 },
    });
  }

  get fields(): readonly string[] {
    return (this.#wants?.fields ?? []).map(asUnicode);
  }

  get filter(): string {
    return asUnicode(this.#wants?.filter ?? '');
  }

  /** What it has loaded, by file. */
  get sources(): [path: string, text: string][] {
    const sources = Object.entries(this.#wants?.sources ?? {});
    return sources.map(([chunkName, text]) => [chunkName.replace(/^@/, ''), text]);
  }

  async init(filter: string): Promise<void> {
    this.#host.close(filter);
    this.#wants = await this.#chisel.init(asBytes(filter));
  }

  async open({ source, section, chisels }: OpenCapture): Promise<ChiselSpec> {
    this.#host.open(source, section);
    this.#captures++;
    const machine = section?.tables.machine;
    const wants = await this.#chisel.captureStart({
      sourceName: source.live ? '' : asBytes(source.name),
      exact: false,
      zoneS: localZoneS(),
      machine: machine && {
        hostname: machine.hostname,
        cpuCount: machine.cpuCount,
        memorySizeBytes: machine.memorySizeBytes,
        maxPid: machine.maxPid,
      },
    });
    return this.#specOf(wants, chisels);
  }

  #specOf(wants: ChiselWants, chisels: number): ChiselSpec {
    const language = this.#language;
    const foresight = foresee(Object.values(wants.sources));
    const { readsTables, endsCapture, hiddenFields } = foresight;
    const atEvents =
      this.#run.settings.exact || foresight.exact || (endsCapture && (chisels > 1 || readsTables));
    const exact = atEvents || foresight.exactAtIntervals;
    const names = new Set([...wants.fields, ...hiddenFields]).difference(rowFields);
    const columns = [...names].map((name) =>
      luaColumn(name, language.bindForScript(asUnicode(name))),
    );
    const lines = wants.formatter === undefined ? [] : [lineColumn(language, wants.formatter)];
    const filterText = this.#place.filterFor(asUnicode(wants.filter));
    return {
      name: this.name,
      text: 'bytes',
      limits: this.limits,
      start: (layout, slots) =>
        this.#chisel.start(layout, slots, { exact, intervalNs: wants.intervalNs }),
      filterText,
      filter: filterText === '' ? undefined : language.compileFilter(filterText),
      fields: [...columns, ...lines],
      needs: readsTables || atEvents ? Need.ALL : 0,
      goesOn: this.#captures > 1,
      ...(exact && {
        exact: {
          atEvents,
          compileFilter: (text: string) =>
            language.compileFilter(this.#place.filterFor(asUnicode(text))),
        },
      }),
    };
  }

  async abandon(): Promise<GuestReport> {
    return this.#chisel.abandon().catch(() => emptyReport);
  }

  async close(): Promise<void> {
    this.#chisel.dispose();
    await this.#host.finish();
  }
}

/** Text of the command line as scripts hold it. */
export function asBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

export function asUnicode(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString();
}

/** Tests run the same script in one VM and in the other. */
function vmChoice(): VmChoice {
  const choice = process.env['CHISEL_LUA_VM'];
  return choice === 'compiled' || choice === 'interpreted' ? choice : 'any';
}
