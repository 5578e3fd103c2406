import { Kind, write } from '@chisel/isolate/guest/output.ts';
import { LuaError } from '../vm/lua-error.ts';
import type { LuaInput, LuaTable, LuaValue, VariadicFunction } from '../vm/lua-vm.ts';
import { ask } from '@chisel/isolate/guest/ask.ts';
import { timeAtHand } from './evt-api.ts';
import type { Session } from './session.ts';
import { toLua } from './to-lua.ts';
import { textOf } from './text-of.ts';
import { bigTime } from './times.ts';
import { unforeseen } from './unforeseen.ts';

const luaError = (message: string): LuaError => new LuaError(message);
const NS_PER_S = 1_000_000_000n;
const SEVERITIES = ['debug', 'info', 'warning', 'error', 'critical'];

/** The table `sysdig`: the run, the machine and its tables. */
export function createSysdigApi(session: Session): LuaTable {
  const { vm } = session;
  const sysdig = vm.createTable();
  const functions = {
    ...ofRun(session),
    ...ofSettings(session),
    ...ofTimes(session),
    ...ofTables(session),
    ...ofWorld(session),
  };
  for (const [name, host] of Object.entries(functions)) {
    vm.set(sysdig, name, vm.createVariadic(name, host));
  }
  return sysdig;
}

type Functions = Record<string, VariadicFunction>;

function ofRun(session: Session): Functions {
  const { setup } = session;
  return {
    is_live: () => setup.live,
    is_tty: () => setup.terminal,
    get_terminal_info: () => toLua(session.vm, { width: setup.width, height: setup.height }),
    get_filter: () => session.runFilter,
    get_output_format: () => session.outputFormat,
    is_print_container_data: () => setup.printsContainers,
    get_evtsource_name: () => session.facts?.sourceName ?? '',
    get_machine_info: () => machineInfo(session),
    get_read_progress: () => {
      if (session.facts === undefined) throw new LuaError('no capture is open yet');
      return ask<number>('progress', '', luaError);
    },
    end_capture: () => void (session.endsCapture = true),
    run_app: ([line]) => {
      session.nextRun = textOf(line) ?? '';
    },
  };
}

function machineInfo(session: Session): LuaInput {
  const machine = session.facts?.machine;
  if (machine === undefined) {
    throw new LuaError('get_machine_info can only be called from the on_capture_start callback');
  }
  return toLua(session.vm, {
    num_cpus: machine.cpuCount,
    memory_size_bytes: machine.memorySizeBytes,
    max_pid: machine.maxPid,
    hostname: machine.hostname,
  });
}

function ofSettings(session: Session): Functions {
  return {
    set_filter: ([value]) => {
      const filter = textOf(value) ?? '';
      if (session.phase !== 'init') throw new LuaError('the filter can only be set from on_init');
      const refuse = (message: string): LuaError =>
        new LuaError(`invalid filter in chisel ${session.name}: ${message}`);
      ask('globalFilter', filter, refuse);
      session.globalFilter = filter;
    },
    set_output_format: ([value]) => {
      const format = textOf(value) ?? '';
      const refuse = (): LuaError =>
        new LuaError(`invalid set_output_format value in chisel ${session.name}`);
      session.outputFormat = ask<'json' | 'normal'>('outputFormat', format, refuse);
    },
    // What only a live capture or a file that is written could heed.
    set_snaplen: () => undefined,
    set_fatfile_dump_mode: () => undefined,
  };
}

function ofTimes(session: Session): Functions {
  return {
    get_firstevent_ts: () => ask<string>('firstEventTs', '', luaError),
    get_lastevent_ts: () => {
      if (session.phase === 'init' || session.phase === 'start') return '0';
      const { low, high } = timeAtHand(session);
      return String(bigTime(low, high));
    },
    make_ts: ([s, ns]) => asSigned(u32(s) * NS_PER_S + u32(ns)),
    add_ts: ([a, b]) => asSigned(u64(a) + u64(b)),
    subtract_ts: ([a, b]) => asSigned(u64(a) - u64(b)),
  };
}

function u32(value: LuaValue): bigint {
  const number = Math.trunc(Number(textOf(value) ?? 0));
  return BigInt.asUintN(32, BigInt(Number.isFinite(number) ? number : 0));
}

function u64(value: LuaValue): bigint {
  const text = typeof value === 'number' ? value.toFixed(0) : (textOf(value) ?? '');
  if (!/^\s*[0-9]{1,20}$/.test(text))
    throw new LuaError(`${JSON.stringify(text)} is not a valid number`);
  return BigInt.asUintN(64, BigInt(text));
}

function asSigned(sum: bigint): string {
  return String(BigInt.asIntN(64, sum));
}

function ofTables(session: Session): Functions {
  const threads =
    (name: string, withFds: boolean, isBarebone: boolean): VariadicFunction =>
    ([filter]) => {
      checkPlace(session, `sysdig.${name}`);
      const detail = { filter: textOf(filter) ?? '', withFds, isBarebone };
      const refuse = (message: string): LuaError =>
        new LuaError(
          `invalid filter argument for get_thread_table in chisel ${session.name}: ${message}`,
        );
      return toLua(session.vm, ask('threads', detail, refuse));
    };
  return {
    get_thread_table: threads('get_thread_table', true, false),
    get_thread_table_nofds: threads('get_thread_table_nofds', false, false),
    get_thread_table_barebone: threads('get_thread_table_barebone', true, true),
    get_thread_table_barebone_nofds: threads('get_thread_table_barebone_nofds', false, true),
    get_container_table: () => {
      checkPlace(session, 'sysdig.get_container_table');
      return toLua(session.vm, ask('containers', '', luaError));
    },
  };
}

/** Tables show the state of the event at hand: the host must be waiting there. */
function checkPlace(session: Session, name: string): void {
  if (session.phase === 'events' && !session.isExact) throw unforeseen(name);
}

function ofWorld(session: Session): Functions {
  return {
    udp_setpeername: ([host, port]) => {
      ask('peer', { host: textOf(host) ?? '', port: textOf(port) ?? '' }, luaError);
    },
    udp_send: ([message]) => {
      ask('send', textOf(message) ?? '', luaError);
    },
    log: ([message, severity]) => {
      const level = textOf(severity) ?? '';
      const text = textOf(message) ?? '';
      if (session.setup.logs) {
        write(Kind.ERROR, `${SEVERITIES.includes(level) ? level : 'info'}: ${text}\n`);
      }
    },
  };
}
