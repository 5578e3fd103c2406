import { LuaError } from '../vm/lua-error.ts';
import type { LuaTable, LuaValue } from '../vm/lua-vm.ts';
import { ask } from '@chisel/isolate/guest/ask.ts';
import type { FieldHandle } from './field-handle.ts';
import type { Session } from './session.ts';
import { textOf } from './text-of.ts';
import { unforeseen } from './unforeseen.ts';

const NS_PER_S = 1e9;
const luaError = (message: string): LuaError => new LuaError(message);

/** The table `chisel`: what the script wants of the run. */
export function createChiselApi(session: Session): LuaTable {
  const { vm } = session;
  const chisel = vm.createTable();
  const add = (name: string, host: (value: LuaValue) => FieldHandle | void): void =>
    vm.set(chisel, name, vm.createFunction(name, host));
  add('request_field', (name) => requestField(session, name));
  add('set_filter', (filter) => setFilter(session, filter));
  add('set_event_formatter', (format) => setFormatter(session, format));
  add('set_interval_ns', (ns) => setInterval(session, { sampleIntervalNs: lengthOf(ns) }));
  add('set_interval_s', (s) => setInterval(session, { sampleIntervalNs: lengthOf(s, NS_PER_S) }));
  add('set_precise_interval_ns', (ns) => setInterval(session, { preciseIntervalNs: lengthOf(ns) }));
  vm.set(
    chisel,
    'exec',
    vm.createVariadic('exec', (args) => exec(session, args)),
  );
  return chisel;
}

function requestField(session: Session, value: LuaValue): FieldHandle {
  const name = textOf(value);
  if (name === undefined) throw new LuaError('chisel requesting nil field');
  checkForeseen(session, 'chisel.request_field');
  const field = ask<string>('field', name, luaError);
  return session.request(field);
}

function setFilter(session: Session, value: LuaValue): void {
  const filter = textOf(value);
  if (filter === undefined) throw new LuaError('chisel.set_filter needs a filter');
  checkForeseen(session, 'chisel.set_filter');
  if (filter !== '') {
    const refuse = (message: string): LuaError =>
      new LuaError(`invalid filter in chisel ${session.name}: ${message}`);
    ask('filter', filter, refuse);
  }
  session.filter = filter;
}

function setFormatter(session: Session, value: LuaValue): void {
  const format = textOf(value);
  if (format === undefined) throw new LuaError('chisel.set_event_formatter needs a format');
  checkForeseen(session, 'chisel.set_event_formatter');
  ask('format', format, luaError);
  session.formatter = format;
}

function setInterval(
  session: Session,
  interval: Partial<Pick<Session, 'sampleIntervalNs' | 'preciseIntervalNs'>>,
): void {
  checkForeseen(session, 'chisel.set_interval_ns');
  Object.assign(session, interval);
}

/** A length of time; what is none switches the interval off. */
function lengthOf(value: LuaValue, unitNs = 1): number {
  const number = Math.trunc(Number(textOf(value) ?? 0)) * unitNs;
  return number > 0 && Number.isSafeInteger(number) ? number : 0;
}

function exec(session: Session, [name, ...rest]: readonly LuaValue[]): void {
  const chisel = textOf(name);
  if (chisel === undefined) throw new LuaError('invalid exec field name in chisel ' + session.name);
  const args: string[] = [];
  for (const value of rest) {
    const arg = session.vm.typeOf(value) === 'number' ? session.vm.toText(value) : textOf(value);
    if (arg === undefined) break;
    args.push(arg);
  }
  session.replacement = { name: chisel, args };
}

/** While events are read, what is wanted can only be changed by a chisel that is run exactly. */
function checkForeseen(session: Session, name: string): void {
  if (session.phase === 'events' && !session.isExact) throw unforeseen(name);
}
