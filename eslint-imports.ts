import { readdirSync } from 'node:fs';
import type { Linter } from 'eslint';

interface PackageRow {
  name: string;
  folder: string;
  /** What it imports of ours, besides itself. */
  may: string[];
  /** What it imports nothing but types of. */
  mayTypes?: string[];
}

/** Plugins that run chisels: they share the way into an isolate. */
const runtimes = ['typescript', 'lua'];

const core: PackageRow = { name: 'core', folder: 'core', may: [], mayTypes: ['sdk'] };

/**
 * Which way imports go, as data. What has no row, `plugins/cli` and `test`, imports everything.
 * Tests beside the code may use the real parts of any package.
 */
const packages: PackageRow[] = [
  { name: 'sdk', folder: 'sdk', may: [] },
  core,
  { name: 'probe', folder: 'probe', may: ['core', 'sdk'] },
  { name: 'registry', folder: 'registry', may: ['core', 'sdk'] },
  ...readdirSync(new URL('plugins', import.meta.url))
    .filter((name) => name !== 'cli')
    .map((name) => ({
      name,
      folder: `plugins/${name}`,
      may: ['core', 'sdk', ...(runtimes.includes(name) ? ['isolate'] : [])],
    })),
];

/** The stages of core in their order: each imports only those before it. */
const stages = [
  'errors',
  'bytes',
  'output',
  'bus',
  'event',
  'state',
  'field',
  'filter',
  'batch',
  'sandbox',
];
const deepest = 4;

interface Pattern {
  regex: string;
  message: string;
  allowTypeImports?: boolean;
}

/** The lint configuration that the tables above amount to. */
export function importRules(): Linter.Config[] {
  const atDepths = (of: (depth: number) => Linter.Config[]): Linter.Config[] =>
    Array.from({ length: deepest }, (_, depth) => of(depth)).flat();
  return [
    ...atDepths((depth) => packages.map((row) => config(row.folder, depth, outside(row, depth)))),
    ...atDepths((depth) => stages.map((stage) => stageConfig(stage, depth))),
  ];
}

/** Stands after the configuration of core as a whole, which it replaces for its own files. */
function stageConfig(stage: string, depth: number): Linter.Config {
  return config(`core/${stage}`, depth, [...outside(core, depth + 1), later(stage, depth)]);
}

/** `depth` is the number of folders between `folder` and the file. */
function config(folder: string, depth: number, patterns: Pattern[]): Linter.Config {
  return {
    files: [`${folder}/${'*/'.repeat(depth)}*.ts`],
    ignores: ['**/*.test.ts', 'registry/chisels/**'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  };
}

/** What a package may not import: others by name, anything by a path that leaves it. */
function outside({ name, folder, may, mayTypes = [] }: PackageRow, depth: number): Pattern[] {
  const open = [...may, ...mayTypes];
  const message = `${folder} imports ${open.join(' and ') || 'nothing'} of ours`;
  return [
    { regex: `^@chisel/(?!(${[name, ...open].join('|')})(/|$))`, message },
    { regex: `^(\\.\\./){${depth + 1}}`, message: `${message}, by name` },
    ...mayTypes.map((other) => ({
      regex: `^@chisel/${other}(/|$)`,
      allowTypeImports: true,
      message: `${folder} imports only types of ${other}`,
    })),
  ];
}

/**
 * What a stage of core may not import: the stages after it, and the files that wire them. The contract
 * of consumers is made of what filters and fields are, so the stages after those know it.
 */
function later(stage: string, depth: number): Pattern {
  const at = stages.indexOf(stage);
  const after = stages.slice(at + 1).map((name) => `${name}/`);
  const wiring = at > stages.indexOf('filter') ? '(?!consumer\\.ts$)[^/]+$' : '[^/]+$';
  return {
    regex: `^((\\.\\./){${depth + 1}}|@chisel/core/)(${[...after, wiring].join('|')})`,
    message: `core/${stage} imports only the stages before it: ${stages.join(', ')}`,
  };
}
