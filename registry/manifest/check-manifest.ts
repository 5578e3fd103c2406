import { manifestInvalid, tooLarge, type Problem } from '../errors.ts';
import { limits } from '../limits.ts';
import { compileSchema } from './compile-schema.ts';
import type { Manifest, ManifestArg } from './manifest.ts';
import { parseJson } from './parse-json.ts';

/** The JSON Schema of `chisel.json`, as a file. */
export const manifestSchema = new URL('chisel.schema.json', import.meta.url);

const checkSchema = compileSchema(manifestSchema);

/** Says everything that is wrong with a parsed `chisel.json`; nothing when it is a manifest. */
export function checkManifest(json: unknown): Problem[] {
  const problems = checkSchema(json);
  if (problems.length > 0) return problems;
  const manifest = json as Manifest;
  const args = argProblems(manifest.args ?? []);
  return [...entryProblems(manifest), ...args, ...narrowProblems(manifest)];
}

/** Reads the bytes of a `chisel.json`, or throws an error that lists every problem. */
export function parseManifest(bytes: Buffer, subject: string): Manifest {
  if (bytes.length > limits.manifestBytes) {
    throw tooLarge({ subject: `chisel.json of ${subject}`, limitBytes: limits.manifestBytes });
  }
  const invalid = (problems: Problem[], cause?: unknown): Error =>
    manifestInvalid({ subject, problems }, cause);
  const json = parseJson(bytes, invalid);
  const problems = checkManifest(json);
  if (problems.length > 0) throw invalid(problems);
  return json as Manifest;
}

const entryEndings = { typescript: '.ts', lua: '.lua' };

function entryProblems({ runtime, entry }: Manifest): Problem[] {
  const ending = entryEndings[runtime];
  if (entry.endsWith(ending)) return [];
  return [{ path: '$.entry', text: `must end in ${ending}, as the runtime is ${runtime}` }];
}

function argProblems(args: readonly ManifestArg[]): Problem[] {
  const problems: Problem[] = [];
  args.forEach((arg, index) => {
    const path = `$.args[${index}]`;
    const before = args.slice(0, index);
    if (before.some(({ name }) => name === arg.name)) {
      problems.push({ path: `${path}.name`, text: `'${arg.name}' is there twice` });
    }
    if (isRequired(arg) && before.some((other) => !isRequired(other))) {
      problems.push({ path, text: 'must be optional, as it comes after an optional argument' });
    }
    problems.push(...defaultProblems(arg, path));
  });
  return problems;
}

const isRequired = (arg: ManifestArg): boolean =>
  arg.optional !== true && arg.default === undefined;

function defaultProblems(arg: ManifestArg, path: string): Problem[] {
  const problems: Problem[] = [];
  const value = arg.default;
  if (arg.choices !== undefined && arg.type !== 'string') {
    problems.push({ path: `${path}.choices`, text: 'are for arguments of type string' });
  }
  if (value === undefined) return problems;
  if (typeof value !== arg.type) {
    problems.push({ path: `${path}.default`, text: `must be a ${arg.type}, as the argument is` });
  } else if (arg.choices !== undefined && !arg.choices.includes(String(value))) {
    problems.push({ path: `${path}.default`, text: `must be one of ${arg.choices.join(', ')}` });
  }
  return problems;
}

/** It can only ask for less. */
function narrowProblems({ narrow = [], args = [], fields, runtime }: Manifest): Problem[] {
  if (runtime === 'lua' && narrow.length > 0) {
    return [
      { path: '$.narrow', text: 'is for TypeScript: a script asks for what it needs itself' },
    ];
  }
  return narrow.flatMap((row, index) => {
    const path = `$.narrow[${index}]`;
    const strangers = Object.keys(row.when).filter(
      (name) => !args.some((arg) => arg.name === name),
    );
    const others = (row.fields ?? []).filter((field) => !fields.includes(field));
    return [
      ...strangers.map((name) => ({ path: `${path}.when`, text: `'${name}' is no argument` })),
      ...others.map((name) => ({ path: `${path}.fields`, text: `'${name}' is not in $.fields` })),
    ];
  });
}
