import { metadataInvalid } from '../errors.ts';
import { compileSchema } from '../manifest/compile-schema.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { RegistryVersion } from './catalogue.ts';

/** The part of a manifest that is known before the archive is fetched. */
export type Summary = Pick<Manifest, 'description' | 'category' | 'license' | 'runtime'> &
  Partial<Pick<Manifest, 'filter' | 'fields'>>;

const checkSchema = compileSchema(new URL('summary.schema.json', import.meta.url));

/** What the metadata of a version says about it, checked. */
export function summaryOf({ target }: RegistryVersion): Summary {
  const [problem] = checkSchema(target.custom);
  if (problem === undefined) return target.custom as unknown as Summary;
  const reason = `${problem.path.replace('$', 'custom')} ${problem.text}`;
  throw metadataInvalid({ file: target.path, reason });
}
