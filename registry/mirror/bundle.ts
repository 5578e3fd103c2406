import { bundleInvalid } from '../errors.ts';
import { limits } from '../limits.ts';
import { parseJson } from '../manifest/parse-json.ts';
import { openOrigin } from '../origin/open-origin.ts';
import type { Origin } from '../origin/origin.ts';
import { readBoundedFile } from '../origin/read-bounded-file.ts';
import { fileMissing, tooLarge } from '../errors.ts';
import { isChiselName } from '../spec/parse-spec.ts';

/** Chisels with all the metadata that proves them, in one file for a machine without a network. */
export interface Bundle {
  /** The place of the registry that they are from. */
  readonly place: string;
  readonly chisels: readonly { readonly name: string; readonly version: string }[];
  /** Files of the registry's tree by their path. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/** The bytes of a bundle: the same from the same state of a registry. */
export function bundleBytes({ place, chisels, files }: Bundle): string {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const texts = Object.fromEntries(sorted.map(([path, bytes]) => [path, bytes.toString('base64')]));
  return `${JSON.stringify({ bundleVersion: 1, place, chisels, files: texts }, null, 1)}\n`;
}

/** Reads a bundle; nothing in it is proved yet. */
export function readBundle(file: string): Bundle {
  const invalid = (reason: string, cause?: unknown): Error =>
    bundleInvalid({ file, reason }, cause);
  const json = parseJson(readBoundedFile(file, limits.bundleBytes), ([problem], cause) =>
    invalid(problem?.text ?? '', cause),
  ) as Partial<Record<'bundleVersion' | 'place' | 'chisels' | 'files', unknown>> | null;
  if (json?.bundleVersion !== 1) throw invalid('its version is not 1');
  const { place, chisels, files } = json;
  if (typeof place !== 'string' || !isChisels(chisels) || !isTexts(files)) {
    throw invalid('it is incomplete');
  }
  const bytes = Object.entries(files).map(([path, text]): [string, Buffer] => [
    path,
    Buffer.from(text, 'base64'),
  ]);
  return { place, chisels, files: new Map(bytes) };
}

/** A registry as far as a bundle has it. */
export function bundleOrigin({ place, files }: Bundle, file: string): Origin {
  return {
    place: file,
    read: (path, limitBytes) => {
      const bytes = files.get(path);
      if (bytes === undefined) return Promise.reject(fileMissing({ file: `${path} in ${file}` }));
      if (bytes.length <= limitBytes) return Promise.resolve(bytes);
      return Promise.reject(tooLarge({ subject: `${path} in ${file}`, limitBytes }));
    },
    resolved: (path) => openOrigin(place).resolved(path),
  };
}

const isObject = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const isTexts = (json: unknown): json is Record<string, string> =>
  isObject(json) && Object.values(json).every((text) => typeof text === 'string');

const isChisels = (json: unknown): json is Bundle['chisels'] =>
  Array.isArray(json) &&
  json.every(
    (chisel: unknown) =>
      isObject(chisel) &&
      isChiselName(String(chisel['name'])) &&
      typeof chisel['version'] === 'string',
  );
