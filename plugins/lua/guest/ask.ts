/** Questions to the host: the guest waits for the answer. */

/** What the host hands over: never seen by a script, and not kept where one could reach it. */
interface HostReference {
  applySyncPromise(receiver: undefined, args: readonly string[]): string;
}

/** The answer as it crosses: a value, or why there is none. */
interface Answer<T> {
  readonly value?: T;
  readonly error?: string;
}

const { parse, stringify } = JSON;

let host: HostReference | undefined;
let limitMs = 0;
let deadlineMs = 0;

/** A script has kept the host busy for too long; Lua can't catch it. */
export class OutOfTime extends Error {}

/** The budget of one call of the host: the isolate's own does not count while the guest waits. */
export function limitAsking(ms: number): void {
  limitMs = ms;
  startAsking();
}

/** Another call of the host begins. */
export function startAsking(): void {
  deadlineMs = Date.now() + limitMs;
}

export function connect(reference: unknown): void {
  host = reference as HostReference;
}

/** Asks the host; a refusal is thrown as made by `refuse`. */
export function ask<T>(question: string, detail: unknown, refuse: (message: string) => Error): T {
  if (Date.now() > deadlineMs) throw new OutOfTime('it asked the host for too long');
  const text = (host as HostReference).applySyncPromise(undefined, [question, stringify(detail)]);
  const { value, error } = parse(text) as Answer<T>;
  if (error !== undefined) throw refuse(error);
  return value as T;
}
