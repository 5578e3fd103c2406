/** The parts of a package.json that publishing reads or changes. */
export interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly exports?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: unknown;
  readonly scripts?: unknown;
  readonly [key: string]: unknown;
}

/**
 * The package.json of a package as npm gets it: what is TypeScript here is JavaScript with declarations
 * in `lib/` there. Imports keep their names, so `@chisel/core/field/field.ts` is found in both.
 */
export function publishedManifest(manifest: PackageJson): PackageJson {
  const { exports = {} } = manifest;
  const entries = Object.entries(exports).map(([name, path]): [string, unknown] => [
    name,
    path.endsWith('.ts')
      ? compiled(path.replace(/^\.\/(.*)\.ts$/, '$1'))
      : `./lib/${path.slice(2)}`,
  ]);
  return {
    ...withoutDevelopment(manifest),
    exports: Object.fromEntries([['./*.ts', compiled('*')], ...entries]) as Record<string, string>,
  };
}

/**
 * The package.json of the command. It is one bundle, so of our packages it needs only the SDK, whose types
 * chisels are checked against, and of others those that stay outside of the bundle.
 */
export function commandManifest(
  manifest: PackageJson,
  ours: readonly PackageJson[],
  outside: readonly string[],
): PackageJson {
  const versions = Object.assign(
    {},
    ...ours.map(({ dependencies }) => dependencies ?? {}),
  ) as Record<string, string>;
  const needed = ['@chisel/sdk', ...outside].filter((name) => versions[name] !== undefined).sort();
  const dependencies = Object.fromEntries(needed.map((name) => [name, versions[name] as string]));
  const exports = { './package.json': './package.json' };
  return { ...withoutDevelopment(manifest), exports, dependencies };
}

const compiled = (path: string) => ({
  types: `./lib/${path}.d.ts`,
  default: `./lib/${path}.js`,
});

function withoutDevelopment(manifest: PackageJson): PackageJson {
  const kept = Object.entries(manifest).filter(
    ([key]) => key !== 'devDependencies' && key !== 'scripts',
  );
  return Object.fromEntries(kept) as unknown as PackageJson;
}
