/** Packages that stay outside of the bundle: large, native, or loaded by few commands. */
export const bundleExternals: readonly string[] = [
  'isolated-vm',
  'typescript',
  'ajv',
  'tar',
  'ssri',
  'semver',
  're2js',
  'esbuild',
  'fastify',
];
