/** What a catalogue entry says about one kind of failure. */
export interface ErrorText {
  /** What happened, and where, in one sentence without a full stop. */
  message: string;
  /** The way out, as an imperative sentence. */
  remedy?: string;
}

export interface ErrorDefinition<Facts> {
  readonly code: string;
  readonly exitCode: number;
  (facts: Facts, cause?: unknown): ChiselError;
}

const catalogue = new Map<string, { exitCode: number }>();

/**
 * Adds one kind of failure to the catalogue and returns the function that makes its errors.
 * `code` is stable for ever, starts with `CHISEL_` and may be defined once.
 */
export function defineError<Facts>(
  code: string,
  describe: (facts: Facts) => ErrorText,
  exitCode = 1,
): ErrorDefinition<Facts> {
  if (catalogue.has(code)) throw new Error(`error code ${code} is defined twice`);
  catalogue.set(code, { exitCode });
  const create = (facts: Facts, cause?: unknown): ChiselError =>
    new ChiselError(code, exitCode, describe(facts), facts, cause);
  return Object.assign(create, { code, exitCode });
}

/** Every code defined so far, in alphabetical order; which ones depends on the modules loaded. */
export function errorCodes(): string[] {
  return [...catalogue.keys()].sort();
}

/** The only error that is meant for the user: everything else that is thrown is a defect. */
export class ChiselError extends Error {
  readonly code: string;
  readonly exitCode: number;
  readonly remedy: string | undefined;
  /** The values the message was made of. */
  readonly facts: unknown;

  constructor(code: string, exitCode: number, text: ErrorText, facts: unknown, cause?: unknown) {
    super(text.message, cause === undefined ? undefined : { cause });
    this.name = 'ChiselError';
    this.code = code;
    this.exitCode = exitCode;
    this.remedy = text.remedy;
    this.facts = facts;
  }
}
