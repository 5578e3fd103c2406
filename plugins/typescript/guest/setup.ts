/** Where a column is in a slot, as `core/batch` lays it out. */
export interface ColumnLayout {
  readonly name: string;
  readonly kind: string;
  readonly values: number;
  readonly tags: number;
}

/** What the host tells a guest before anything else. */
export interface Setup {
  readonly layout: {
    readonly control: number;
    readonly nums: number;
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
  readonly config: {
    readonly args: Record<string, string | number | boolean>;
    readonly json: boolean;
    readonly live: boolean;
    readonly terminal: boolean;
    readonly width: number;
  };
  readonly outputChars: number;
}
