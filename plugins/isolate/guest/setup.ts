/** Where a column is in a slot, as `core/batch` lays it out. */
export interface ColumnLayout {
  readonly name: string;
  readonly kind: string;
  readonly values: number;
  readonly tags: number;
}

/** What the host tells a guest about batches. */
export interface BatchSetup {
  readonly layout: {
    readonly control: number;
    readonly nums: number;
    readonly times: number;
    readonly marks: number;
    readonly lengths: number;
    readonly lengthCapacity: number;
    readonly columns: readonly ColumnLayout[];
  };
  readonly rowCapacity: number;
  readonly markCapacity: number;
  readonly markWords: number;
  readonly firstLocal: number;
  readonly tags: Record<'MISSING' | 'NUMBER' | 'SIGNED' | 'UNSIGNED' | 'TEXT' | 'TRUE', number>;
}
