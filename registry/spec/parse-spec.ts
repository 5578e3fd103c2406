import { validRange } from 'semver';
import { specInvalid } from '../errors.ts';

/** What the user asked for. */
export type Spec =
  | { readonly kind: 'name'; readonly name: string; readonly range: string }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'archive'; readonly path: string }
  | { readonly kind: 'bundle'; readonly path: string };

const namePattern = /^(@[a-z0-9][a-z0-9-]*\/)?[a-z0-9][a-z0-9_-]*$/;
const longestSpec = 4096;

/** Reads `NAME[@RANGE]`, the path of a folder, of a `.tgz` or of a `.bundle`. */
export function parseSpec(spec: string): Spec {
  if (spec === '') throw specInvalid({ spec, reason: 'it is empty' });
  if (spec.length > longestSpec) throw specInvalid({ spec: spec.slice(0, 60), reason: 'too long' });
  if (/\.(tgz|tar\.gz)$/.test(spec)) return { kind: 'archive', path: spec };
  if (spec.endsWith('.bundle')) return { kind: 'bundle', path: spec };
  if (/^(\.{1,2}$|\.{0,2}\/)/.test(spec)) return { kind: 'folder', path: spec };
  return parseNameSpec(spec);
}

/** Whether a text can be the name of a chisel. */
export function isChiselName(name: string): boolean {
  return name.length <= 40 && namePattern.test(name);
}

function parseNameSpec(spec: string): Spec {
  const at = spec.indexOf('@', 1);
  const name = at === -1 ? spec : spec.slice(0, at);
  const range = at === -1 ? '*' : spec.slice(at + 1);
  if (!isChiselName(name)) {
    const reason = 'a name has lower-case letters, digits, - and _, with @scope/ before it or not';
    throw specInvalid({ spec, reason });
  }
  if (range === 'latest') return { kind: 'name', name, range: '*' };
  if (range === '' || range.length > 256 || validRange(range) === null) {
    throw specInvalid({ spec, reason: `'${range.slice(0, 60)}' is not a range of versions` });
  }
  return { kind: 'name', name, range };
}
