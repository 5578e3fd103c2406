import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { paramKinds } from './calls/param-kinds.ts';

const here = fileURLToPath(new URL('./', import.meta.url));

/** Stands for all that the kernel side and the addon are built from; undefined where the sources are not. */
export function sourcesDigest(): string | undefined {
  const folders = ['bpf', 'addon'].map((name) => `${here}${name}/`);
  if (!folders.every((folder) => existsSync(folder))) return undefined;
  const hash = createHash('sha256').update(kindsHeader());
  for (const folder of folders) {
    for (const name of readdirSync(folder).sort()) {
      if (!name.startsWith('.')) hash.update(`${name}\0`).update(readFileSync(folder + name));
    }
  }
  return hash.digest('hex');
}

/** The numbers of the param kinds, for C. */
export function kindsHeader(): string {
  const name = (kind: string): string => kind.replaceAll(/[A-Z]/g, '_$&').toUpperCase();
  const rows = paramKinds.map((kind, number) => `\tPARAM_${name(kind)} = ${String(number)},\n`);
  return `enum param_kind {\n${rows.join('')}};\n`;
}
