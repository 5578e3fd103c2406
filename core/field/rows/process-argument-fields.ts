import type { Event } from '../../state/event.ts';
import { Need } from '../../state/needs.ts';
import type { Thread } from '../../state/thread.ts';
import { defineFields, type Binding, type FieldSpec } from '../define-fields.ts';
import { bracketed, integerArgument } from '../field-arguments.ts';
import { argumentWrong } from '../field-errors.ts';
import type { FieldType, FieldValue } from '../field.ts';
import { ancestor, ancestors, commandLine, mainThread } from './process-lookup.ts';

/** How far up a variable of the environment is looked for. */
const ENV_ANCESTORS = 20;

/** Fields of the process that take an index or a key. */
export const processArgumentFields = defineFields({ class: 'process', needs: Need.THREADS }, [
  {
    name: 'proc.args',
    description: 'Arguments of the process joined with blanks, or the one with the given index.',
    argument: 'optional',
    argumentKind: 'proc.args[INDEX]',
    readArgument: bracketed,
    bind: (_context, argument) => bindWords('proc.args', argument),
  },
  {
    name: 'proc.env',
    description:
      'Environment of the process joined with blanks, or the variable with the given name.',
    argument: 'optional',
    argumentKind: 'proc.env[NAME]',
    readArgument: bracketed,
    bind: (_context, argument) => bindEnvironment(argument),
  },
  ofAncestor('proc.apid', 'int64', 'process id', (thread) => thread.pid),
  ofAncestor('proc.aname', 'text', 'name', (thread) => thread.comm),
  { ...ofAncestor('proc.aexe', 'text', 'first word', (thread) => thread.exe), classic: false },
  {
    ...ofAncestor('proc.aexepath', 'text', 'executable', (thread) => thread.exepath),
    classic: false,
    needs: Need.FDS,
  },
  { ...ofAncestor('proc.acmdline', 'text', 'command line', commandLine), classic: false },
  {
    ...ofAncestor('proc.aargs', 'text', 'arguments', (thread) => thread.args.join(' ')),
    classic: false,
  },
  {
    name: 'proc.aenv',
    classic: false,
    description:
      'Environment of an ancestor by index, or a variable of the nearest process that has it by name.',
    argument: 'optional',
    argumentKind: 'proc.aenv[INDEX] or proc.aenv[NAME]',
    readArgument: bracketed,
    bind: (_context, argument) => bindAncestorEnvironment(argument),
  },
]);

function bindWords(field: string, argument: string | undefined): Binding {
  if (argument === undefined) return { extract: ({ thread }) => thread?.args.join(' ') };
  const index = integerArgument(argument);
  if (index === undefined || index < 0) {
    throw argumentWrong({ field, argument, expected: 'an index from 0 on' });
  }
  return { extract: ({ thread }) => thread?.args[index] };
}

function bindEnvironment(argument: string | undefined): Binding {
  if (argument === undefined || integerArgument(argument) !== undefined) {
    return { extract: ({ thread, state }) => thread && environment(thread, state).join(' ') };
  }
  const start = `${argument}=`;
  return { extract: ({ thread, state }) => thread && variable(environment(thread, state), start) };
}

function bindAncestorEnvironment(argument: string | undefined): Binding {
  const index = argument === undefined ? 0 : integerArgument(argument);
  if (index !== undefined) {
    const all = argument === undefined;
    return bindAncestor(index, all, (thread, event) => environment(thread, event.state).join(' '));
  }
  const start = `${argument}=`;
  return {
    extract: ({ thread, state }) => {
      let at = thread && mainThread(state, thread);
      for (let hops = 0; at && hops <= ENV_ANCESTORS; hops++) {
        const value = variable(environment(at, state), start);
        if (value) return value;
        at = state.parentOf(at);
      }
      return undefined;
    },
  };
}

function environment(thread: Thread, state: Event['state']): readonly string[] {
  return (mainThread(state, thread) ?? thread).env;
}

function variable(env: readonly string[], start: string): string | undefined {
  for (const entry of env) if (entry.startsWith(start)) return entry.slice(start.length);
  return undefined;
}

function ofAncestor(
  name: string,
  type: FieldType,
  what: string,
  value: (thread: Thread) => FieldValue,
): FieldSpec {
  return {
    name,
    type,
    ...(type === 'text' ? {} : { format: 'ID' }),
    description:
      `The ${what} of an ancestor: 1 is the parent, 2 its parent, 0 the process itself. ` +
      'Without an index a filter matches when any ancestor does.',
    argument: 'optional',
    argumentKind: `${name}[INDEX]`,
    readArgument: bracketed,
    bind: (_context, argument) => {
      const index = argument === undefined ? -1 : integerArgument(argument);
      if (index === undefined)
        throw argumentWrong({ field: name, argument: argument ?? '', expected: 'an index' });
      return bindAncestor(index, index === -1, value);
    },
  };
}

function bindAncestor(
  hops: number,
  all: boolean,
  value: (thread: Thread, event: Event) => FieldValue,
): Binding {
  const binding: Binding = {
    extract: (event) => {
      const thread = event.thread && ancestor(event.state, event.thread, hops);
      return thread && value(thread, event);
    },
  };
  if (!all) return binding;
  const lineage: Thread[] = [];
  const values: FieldValue[] = [];
  binding.extractAll = (event) => {
    values.length = 0;
    const main = event.thread && mainThread(event.state, event.thread);
    if (!main) return values;
    for (const parent of ancestors(event.state, main, lineage)) values.push(value(parent, event));
    return values;
  };
  return binding;
}
