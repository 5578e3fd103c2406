/**
 * Questions to the host: the guest waits for the answer. Everything of the language that it uses later is
 * taken now, before the author's code.
 */

/** What the host hands over: a function of the guest's own realm, which leads nowhere else. */
type Call = (question: string, detail: string) => string;

/** The answer as it crosses: a value, or why there is none. */
interface Answer<T> {
  readonly value?: T;
  readonly error?: string;
}

const { parse, stringify } = JSON;
const { now } = Date;

let host: Call | undefined;
let limitMs = 0;
let deadlineMs = 0;

/** A guest has kept the host busy for too long; a script of Lua can't catch it. */
export class OutOfTime extends Error {}

/** The budget of one call of the host: the isolate's own does not count while the guest waits. */
export function limitAsking(ms: number): void {
  limitMs = ms;
  startAsking();
}

/** Another call of the host begins. */
export function startAsking(): void {
  deadlineMs = now() + limitMs;
}

export function connect(call: unknown): void {
  host = call as Call;
}

/** Asks the host; a refusal is thrown as made by `refuse`. */
export function ask<T>(question: string, detail: unknown, refuse: (message: string) => Error): T {
  if (now() > deadlineMs) throw new OutOfTime('it asked the host for too long');
  const { value, error } = parse((host as Call)(question, stringify(detail))) as Answer<T>;
  if (error !== undefined) throw refuse(error);
  return value as T;
}
