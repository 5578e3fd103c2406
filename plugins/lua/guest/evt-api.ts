import { place } from '@chisel/isolate/guest/place.ts';
import { LuaError } from '../vm/lua-error.ts';
import type { LuaInput, LuaTable, LuaValue } from '../vm/lua-vm.ts';
import { ask } from '@chisel/isolate/guest/ask.ts';
import { FieldHandle } from './field-handle.ts';
import type { Session } from './session.ts';
import { nanosecondsOf, secondsOf } from './times.ts';
import { unforeseen } from './unforeseen.ts';

/** The table `evt`: the event at hand. */
export function createEvtApi(session: Session): LuaTable {
  const { vm } = session;
  const evt = vm.createTable();
  const add = (name: string, host: (...args: never[]) => LuaInput | readonly LuaInput[]): void =>
    vm.set(evt, name, vm.createFunction(name, host));
  add('field', (handle: LuaValue) => fieldOf(session, handle));
  add('get_num', () => numOf(session));
  add('get_ts', () => timeOf(session));
  add('get_type', () => valueAtHand(session, 'evt.type', 'get_type'));
  add('get_cpuid', () => valueAtHand(session, 'evt.cpu', 'get_cpuid'));
  return evt;
}

function fieldOf(session: Session, handle: LuaValue): LuaInput {
  if (handle instanceof FieldHandle) {
    const isHere = !session.isBetweenRows || handle.isInEachRow;
    if (handle.column !== undefined && isHere) return handle.read();
    checkPhase(session, 'field');
    return askValue(session, handle.field, 'evt.field');
  }
  checkPhase(session, 'field');
  if (handle === undefined || typeof handle !== 'object') return undefined;
  throw new LuaError('evt.field takes what chisel.request_field gave');
}

function numOf(session: Session): number {
  checkPhase(session, 'get_num');
  if (session.phase === 'end' || session.isBetweenRows) return session.num;
  return place.rowNums[place.row] as number;
}

function timeOf(session: Session): number[] {
  checkPhase(session, 'get_ts');
  const { low, high } = timeAtHand(session);
  return [secondsOf(low, high), nanosecondsOf(low, high)];
}

/** The time stamp of the event at hand, in halves. */
export function timeAtHand(session: Session): { low: number; high: number } {
  if (session.phase === 'end' || session.isBetweenRows) {
    return { low: session.tsLow, high: session.tsHigh };
  }
  const { rowTimes, row } = place;
  return { low: rowTimes[2 * row] as number, high: rowTimes[2 * row + 1] as number };
}

/** A field that the host adds to the columns when a script mentions its function. */
function valueAtHand(session: Session, field: string, name: string): LuaInput {
  checkPhase(session, name);
  const column = session.hidden.get(field);
  if (column !== undefined && !session.isBetweenRows) return column.read() as LuaInput;
  return askValue(session, field, `evt.${name}`);
}

function askValue(session: Session, field: string, name: string): LuaInput {
  if (session.phase === 'end') return undefined;
  if (!session.isExact) throw unforeseen(name);
  return ask<LuaInput>('fieldValue', field, (message) => new LuaError(message)) ?? undefined;
}

function checkPhase(session: Session, name: string): void {
  if (session.phase === 'init' || session.phase === 'start') {
    throw new LuaError(`invalid call to evt.${name}()`);
  }
}
