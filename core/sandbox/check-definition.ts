import { GuestFault, type GuestDefinition } from './runtime.ts';

/** What the manifest of a chisel declares. */
export interface Declared {
  readonly fields: readonly { readonly name: string }[];
  /** Absent: not compared. */
  readonly args?: readonly { readonly name: string }[] | undefined;
  readonly filterText: string;
}

/** Throws when a chisel wants what its manifest does not declare; it may declare less. */
export function checkDefinition(definition: GuestDefinition, declared: Declared): void {
  const { fields, args, filterText } = declared;
  const field = strangerIn(definition.fields, fields);
  if (field !== undefined) {
    throw new GuestFault('load', `it wants ${field}, which its chisel.json does not declare`);
  }
  if (definition.filter !== undefined && definition.filter !== filterText) {
    throw new GuestFault('load', 'its filter is not the one that its chisel.json declares');
  }
  const argument = args && strangerIn(definition.args, args);
  if (argument !== undefined) {
    throw new GuestFault(
      'load',
      `it takes the argument ${argument}, which its chisel.json does not declare`,
    );
  }
}

function strangerIn(
  names: readonly string[],
  declared: readonly { readonly name: string }[],
): string | undefined {
  const known = new Set(declared.map(({ name }) => name));
  return names.find((name) => !known.has(name));
}
