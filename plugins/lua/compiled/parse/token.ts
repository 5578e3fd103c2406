export type Token =
  | {
      readonly kind: 'name' | 'string';
      readonly value: string;
      readonly line: number;
      readonly text: string;
    }
  | {
      readonly kind: 'number';
      readonly value: number;
      readonly line: number;
      readonly text: string;
    }
  /** A reserved word or a sign; `<eof>` at the end. */
  | { readonly kind: 'sign'; readonly value: string; readonly line: number; readonly text: string };

export const RESERVED: ReadonlySet<string> = new Set(
  (
    'and break do else elseif end false for function if in local nil not or repeat return then true ' +
    'until while'
  ).split(' '),
);

export const END_OF_FILE = '<eof>';
