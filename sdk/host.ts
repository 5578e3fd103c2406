/**
 * What carries the output of a chisel. Inside the sandbox the runtime puts its own module in the place of
 * this one; outside, in a plain Node process, everything goes to the console.
 */
export interface Host {
  print(text: string): void;
  table(text: string): void;
  emit(text: string): void;
  readonly json: boolean;
  readonly live: boolean;
  readonly terminal: boolean;
  readonly width: number;
}

export const host: Host = {
  print: (text) => console.log(text.replace(/\n$/, '')),
  table: (text) => console.log(text.replace(/\n$/, '')),
  emit: (text) => console.log(text.replace(/\n$/, '')),
  json: false,
  live: false,
  terminal: false,
  width: 0,
};
