import type { Random } from '../support/random.ts';

/** A field as the reference lists it. */
export interface ListedField {
  name: string;
  type: string;
}

/** Texts that a field has in a capture. */
export type Samples = (field: ListedField) => Promise<readonly string[]>;

const arguments_: Record<string, readonly string[]> = {
  'evt.arg': ['[0]', '[2]', '.res', '.fd', '.size', '.flags'],
  'proc.aname': ['[1]', '[2]'],
  'proc.apid': ['[1]', '[2]'],
  'thread.cgroup': ['.cpu', '.memory'],
};

/** What needs a cluster, a plugin, an argument of its own kind, or ends the reference. */
const leftOut =
  /^(?:k8s|mesos|marathon|span|evtin)\.|plugin|^evt\.(?:rawarg|around|type\.is|abspath)$|\.(?:cip|sip|lip|rip)\.name$|^container\.mount|^thread\.cpu/;

/** Where the reference is wrong; docs/differences.md says how. */
const wrongInReference =
  /^(?:evt\.category|group\.gid|fd\.name_changed|fd\.dev.*|thread\.(?:tot)?exectime|proc\.fdusage|util\.cnt)$/;

const numeric = /^(?:U?INT\d+|PORT|RELTIME|ABSTIME)$/;
const comparisons = ['=', '!=', '<', '<=', '>', '>='];
const textOperators = ['=', '!=', 'contains', 'startswith', 'endswith', 'icontains'];

/** The fields of a listing as `-lv` prints it. */
export function listedFields(listing: string): ListedField[] {
  const rows = listing.matchAll(/^([a-z0-9_.]+) +\(Type: ([A-Z0-9]+)\)/gm);
  return [...rows]
    .map(([, name = '', type = '']) => ({ name, type }))
    .filter(({ name }) => !leftOut.test(name) && !wrongInReference.test(name));
}

/** Command lines, without the capture, that ask for anything a user might. */
export async function generateCases(
  fields: readonly ListedField[],
  samples: Samples,
  random: Random,
  count: number,
): Promise<string[][]> {
  const cases: string[][] = [];
  while (cases.length < count) {
    const words = random.chance(55) ? ['-p', format(fields, random)] : [];
    if (random.chance(25)) words.push('-j');
    if (random.chance(20)) words.push('-t', random.pick(['h', 'a', 'r', 'd', 'D']));
    if (words.length === 0 || random.chance(60)) words.push(await filter(fields, samples, random));
    cases.push(words);
  }
  return cases;
}

function format(fields: readonly ListedField[], random: Random): string {
  const tokens = Array.from({ length: 1 + random.below(4) }, () => {
    const width = random.chance(15) ? String(1 + random.below(20)) : '';
    return `%${width}${withArgument(printable(fields, random), random)}`;
  });
  return (
    (random.chance(70) ? '*' : '') + ['%evt.num', ...tokens].join(random.pick([' ', '|', ':']))
  );
}

function printable(fields: readonly ListedField[], random: Random): ListedField {
  return random.pick(fields.filter(({ type }) => type !== 'IPNET'));
}

function withArgument({ name }: ListedField, random: Random): string {
  const choices = arguments_[name];
  return choices === undefined ? name : name + random.pick(choices);
}

async function filter(
  fields: readonly ListedField[],
  samples: Samples,
  random: Random,
): Promise<string> {
  const checks: string[] = [];
  const wanted = 1 + random.below(3);
  while (checks.length < wanted) {
    const check = await checkOf(random.pick(fields), samples, random);
    if (check !== undefined) checks.push(random.chance(20) ? `not ${check}` : check);
  }
  return checks.join(random.chance(50) ? ' and ' : ' or ');
}

/** One comparison with a value that the field really has somewhere; undefined if it has none. */
async function checkOf(
  field: ListedField,
  samples: Samples,
  random: Random,
): Promise<string | undefined> {
  if (field.name in arguments_ || field.name.startsWith('evt.count')) return undefined;
  if (field.type === 'IPNET') return `${field.name}=${random.pick(['10.0.0.0/8', '127.0.0.0/8'])}`;
  const found = (await samples(field)).filter((text) => /^[\w./:@+-]+$/.test(text));
  if (found.length === 0) return undefined;
  const value = random.pick(found);
  if (field.type === 'BOOL') return `${field.name}=${random.pick(['true', 'false'])}`;
  if (field.type === 'CHARBUF' && random.chance(15)) return `${field.name} exists`;
  if (field.type === 'CHARBUF' && random.chance(20)) {
    return `${field.name} in (${value}, ${random.pick(found)})`;
  }
  const operator = operatorOf(field, random);
  const plain = numeric.test(field.type) ? value.replace(/^0+(?=\d)/, '') : value;
  return operator === undefined ? undefined : `${field.name} ${operator} ${plain}`;
}

function operatorOf({ type, name }: ListedField, random: Random): string | undefined {
  if (numeric.test(type)) return random.pick(comparisons);
  if (type === 'CHARBUF') return random.pick(name === 'evt.type' ? ['='] : textOperators);
  if (type === 'IPADDR') return random.pick(['=', '!=']);
  return undefined;
}
