/**
 * What carries the output of a chisel. Inside the sandbox the runtime puts its own module in the place of
 * this one; outside, in a plain Node process, everything goes to the console.
 */
export interface Host {
  print(text: string): void;
  table(text: string): void;
  emit(text: string): void;
  /** Throws an error that names the permission when the host does not answer this question. */
  ask(question: string, permission: string, detail: unknown): unknown;
  readonly json: boolean;
  readonly live: boolean;
  readonly terminal: boolean;
  readonly width: number;
}

/** The SDK is made for places with a console and for those without. */
interface Outside {
  readonly console: { log(text: string): void };
}

const log = (text: string): void =>
  (globalThis as unknown as Outside).console.log(text.replace(/\n$/, ''));

export const host: Host = {
  print: log,
  table: log,
  emit: log,
  ask(question) {
    throw new Error(`${question} is only there when the chisel command runs the chisel`);
  },
  json: false,
  live: false,
  terminal: false,
  width: 0,
};
