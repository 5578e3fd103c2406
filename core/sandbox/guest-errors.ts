import { defineError, type ChiselError } from '../errors/chisel-error.ts';
import type { FaultKind, GuestFault, Limits } from './runtime.ts';

interface GuestFacts {
  chisel: string;
  reason: string;
  eventNum: number | undefined;
  limits: Limits;
}

export const chiselThrew = defineError<GuestFacts>('CHISEL_GUEST_THREW', (facts) => ({
  message: `chisel ${facts.chisel} failed${place(facts)}: ${facts.reason}`,
  remedy: 'Check the arguments it got; if they are right, correct its source or tell its author.',
}));

export const chiselTimeout = defineError<GuestFacts>('CHISEL_GUEST_TIMEOUT', (facts) => ({
  message:
    `chisel ${facts.chisel} was ended${place(facts)}: ` +
    `it took more than ${facts.limits.timeMs} ms for one batch of events`,
  remedy: 'Raise limits.timeMs in its chisel.json if it really needs longer.',
}));

export const chiselMemory = defineError<GuestFacts>('CHISEL_GUEST_MEMORY', (facts) => ({
  message:
    `chisel ${facts.chisel} was ended${place(facts)}: ` +
    `it used more than ${facts.limits.memoryMb} MB of memory`,
  remedy: 'Raise limits.memoryMb in its chisel.json if it really needs more.',
}));

export const chiselOutput = defineError<GuestFacts>('CHISEL_GUEST_OUTPUT', (facts) => ({
  message: `chisel ${facts.chisel} was ended${place(facts)}: ${
    facts.limits.outputChars === 0
      ? 'it printed, which its chisel.json says it does not'
      : `it printed more than ${facts.limits.outputChars} characters for one batch of events`
  }`,
  remedy:
    facts.limits.outputChars === 0
      ? 'Take "stdout": false out of its permissions, if it may print.'
      : 'Narrow the filter, or let the chisel sum up and print less.',
}));

export const chiselLoad = defineError<GuestFacts>('CHISEL_GUEST_LOAD', (facts) => ({
  message: `chisel ${facts.chisel} could not be loaded: ${facts.reason}`,
  remedy: 'Correct its source or its chisel.json, or tell its author.',
}));

export const chiselStuck = defineError<GuestFacts>('CHISEL_GUEST_STUCK', (facts) => ({
  message:
    `chisel ${facts.chisel} was given up${place(facts)}: it took more than ` +
    `${facts.limits.timeMs} ms and could not be stopped`,
  remedy: 'Correct what it does for so long in one call, or run without it.',
}));

const byFault: Record<FaultKind, typeof chiselThrew> = {
  threw: chiselThrew,
  time: chiselTimeout,
  memory: chiselMemory,
  output: chiselOutput,
  load: chiselLoad,
  stuck: chiselStuck,
};

/** The error that tells a user why a chisel was ended. */
export function guestError(chisel: string, fault: GuestFault, limits: Limits): ChiselError {
  const facts = { chisel, reason: fault.message, eventNum: fault.eventNum, limits };
  return byFault[fault.fault](facts, fault);
}

function place({ eventNum }: GuestFacts): string {
  return eventNum === undefined ? '' : ` at event ${eventNum}`;
}
