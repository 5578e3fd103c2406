import { createLayout } from '@chisel/core/batch/batch-layout.ts';
import { checkDefinition } from '@chisel/core/sandbox/check-definition.ts';
import { guestError } from '@chisel/core/sandbox/guest-errors.ts';
import {
  defaultLimits,
  GuestFault,
  type GuestSetup,
  type Limits,
  type Program,
} from '@chisel/core/sandbox/runtime.ts';
import { TypeScriptGuest } from './typescript-guest.ts';

/** What a chisel's manifest says that its code says too. */
export interface CodeManifest {
  readonly name: string;
  readonly filter?: string;
  readonly fields: readonly string[];
  readonly args?: readonly { readonly name: string }[];
  readonly limits?: Partial<Limits>;
}

/** Loads a program in its sandbox and compares what it declares with its manifest. */
export async function checkCode(program: Program, manifest: CodeManifest): Promise<void> {
  const { name, filter = '', fields, args = [] } = manifest;
  const limits = { ...defaultLimits, ...manifest.limits };
  const guest = new TypeScriptGuest(setupOf(name, program, limits));
  try {
    const declared = { fields: fields.map((field) => ({ name: field })), args, filterText: filter };
    checkDefinition(await guest.define(), declared);
  } catch (error) {
    throw error instanceof GuestFault ? guestError(name, error, limits) : error;
  } finally {
    guest.dispose();
  }
}

/** It gets no events, so it needs no memory for them. */
function setupOf(name: string, program: Program, limits: Limits): GuestSetup {
  return {
    name,
    program,
    config: { args: {}, json: false, live: false, terminal: false, width: 0 },
    layout: createLayout({ columns: [] }),
    slots: [],
    limits,
  };
}
