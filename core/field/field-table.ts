import { nearestNames } from '../errors/nearest.ts';
import { EventTable } from '../event/event-table.ts';
import { containerFields } from './rows/container-fields.ts';
import { evtArgumentFields } from './rows/evt-argument-fields.ts';
import { evtFields } from './rows/evt-fields.ts';
import { evtFileFields } from './rows/evt-file-fields.ts';
import { evtIoFields } from './rows/evt-io-fields.ts';
import { evtResultFields } from './rows/evt-result-fields.ts';
import { evtDurationFields, evtTimeFields } from './rows/evt-time-fields.ts';
import { evtTypeFields } from './rows/evt-type-fields.ts';
import { fdFields } from './rows/fd-fields.ts';
import { fdNameFields } from './rows/fd-name-fields.ts';
import { fdSocketFields } from './rows/fd-socket-fields.ts';
import { fdlistFields } from './rows/fdlist-fields.ts';
import { fieldClasses, type FieldClass } from './field-classes.ts';
import {
  argumentMissing,
  argumentNeedless,
  displayOnlyField,
  filterOnlyField,
  unknownField,
} from './field-errors.ts';
import type { ArgumentAt, Field } from './field.ts';
import { fsPathFields } from './rows/fs-path-fields.ts';
import { groupFields } from './rows/group-fields.ts';
import { k8sFields } from './rows/k8s-fields.ts';
import { mesosFields } from './rows/mesos-fields.ts';
import { processArgumentFields } from './rows/process-argument-fields.ts';
import { processFields } from './rows/process-fields.ts';
import { processNewerFields } from './rows/process-newer-fields.ts';
import { evtinFields, spanFields } from './rows/span-fields.ts';
import { syslogFields } from './rows/syslog-fields.ts';
import { threadFields } from './rows/thread-fields.ts';
import { userFields } from './rows/user-fields.ts';
import { utilFields } from './rows/util-fields.ts';

const allFields: readonly Field[] = [
  ...evtFields,
  ...evtTimeFields,
  ...evtDurationFields,
  ...evtTypeFields,
  ...evtArgumentFields,
  ...evtResultFields,
  ...evtIoFields,
  ...evtFileFields,
  ...processFields,
  ...processArgumentFields,
  ...threadFields,
  ...processNewerFields,
  ...userFields,
  ...groupFields,
  ...containerFields,
  ...fdFields,
  ...fdNameFields,
  ...fdSocketFields,
  ...fsPathFields,
  ...syslogFields,
  ...fdlistFields,
  ...k8sFields,
  ...mesosFields,
  ...spanFields,
  ...evtinFields,
  ...utilFields,
];

/** A field found in a text. */
export interface FoundField {
  readonly field: Field;
  readonly argument: string | undefined;
  /** Where the name, or its argument, ends in the text. */
  readonly end: number;
}

/** What a field is wanted for: filters and lines each know some that the other does not. */
export type FieldUse = 'filter' | 'display';

/** All fields, by name. */
export class FieldTable {
  readonly classes: readonly FieldClass[] = fieldClasses;
  readonly all: readonly Field[] = allFields;
  readonly #table: EventTable;
  readonly #byName: ReadonlyMap<string, Field>;
  readonly #longest: number;

  /** The event table says which names the arguments of events have. */
  constructor(table: EventTable = new EventTable('classic')) {
    this.#table = table;
    this.#byName = new Map(allFields.map((field) => [field.name, field]));
    this.#longest = Math.max(...allFields.map(({ name }) => name.length));
  }

  byName(name: string): Field | undefined {
    return this.#byName.get(name);
  }

  /** The fields that lists show, class by class. */
  listed(classId: string): Field[] {
    return this.all.filter(
      (field) => field.class === classId && !field.hidden && !field.displayOnly,
    );
  }

  /**
   * The field with the longest name that stands at a place of a text, undefined when there is none.
   * Throws when its argument is missing or wrong.
   */
  find(text: string, at = 0): FoundField | undefined {
    for (let length = Math.min(this.#longest, text.length - at); length > 0; length--) {
      const field = this.#byName.get(text.slice(at, at + length));
      if (field) return this.#withArgument(field, text, at + length);
    }
    return undefined;
  }

  /** The field that a text names in full, argument included. Throws when there is none. */
  resolve(text: string, use?: FieldUse): FoundField {
    const found = this.find(text);
    if (!found) throw this.unknown(text);
    if (found.end < text.length) {
      const rest = text.slice(found.end);
      if (!/^[[.]/.test(rest) || this.#looksMistyped(text)) throw this.unknown(text);
      throw argumentNeedless({ field: found.field.name, argument: rest });
    }
    if (use !== undefined) this.check(found.field, use);
    return found;
  }

  /** Throws when a field can't be used so. */
  check({ name, filterOnly, displayOnly }: Field, use: FieldUse): void {
    if (use === 'display' && filterOnly) throw filterOnlyField({ field: name });
    if (use === 'filter' && displayOnly) throw displayOnlyField({ field: name });
  }

  /** The names nearest to a mistyped one, best first. */
  suggest(name: string): string[] {
    return nearestNames(name, this.#byName.keys());
  }

  /** The error for a name that no field has. */
  unknown(name: string): Error {
    return unknownField({ name, suggestions: this.suggest(name) });
  }

  #looksMistyped(text: string): boolean {
    return !text.includes('[') && this.suggest(text).length > 0;
  }

  #withArgument(field: Field, text: string, end: number): FoundField {
    const read = field.argument === 'none' ? undefined : field.readArgument;
    const found: ArgumentAt | undefined = read?.(text, end, this.#table);
    if (!found && field.argument === 'required') {
      throw argumentMissing({ field: field.name, kind: field.argumentKind });
    }
    return { field, argument: found?.argument, end: found?.end ?? end };
  }
}
