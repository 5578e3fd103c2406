import type { Diagnostic, TypedSource } from './check-types.ts';

/** What a worker is asked: to check chisels and make JavaScript of them, or only the latter. */
export interface CompileTask {
  readonly sources: readonly TypedSource[];
  /** Where the SDK is; without it types are not checked. */
  readonly sdkFolder?: string;
}

/** What became of one chisel: its JavaScript by path, or what is wrong with it. */
export type Compiled =
  { readonly files: ReadonlyMap<string, string> } | { readonly diagnostics: readonly Diagnostic[] };
