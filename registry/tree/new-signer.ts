import { Metadata, Targets, type TargetFile } from '@tufjs/models';

type TargetsJson = Parameters<typeof Targets.fromJSON>[0];

export const specVersion = '1.0.31';

/** Metadata of a signer who has signed nothing yet. */
export function newSigner(expires: string): Metadata<Targets> {
  return new Metadata(new Targets({ specVersion, version: 1, expires, targets: {} }));
}

/** The next version of a signer's metadata, without signatures. */
export function nextVersion(
  { signed }: Metadata<Targets>,
  changes: {
    readonly expires: string;
    readonly targets?: readonly TargetFile[];
    readonly delegations?: object;
    readonly revoked?: object;
    readonly withdrawn?: object;
    readonly version?: number;
  },
): Metadata<Targets> {
  const { targets, ...others } = changes;
  const json = { ...signed.toJSON(), version: signed.version + 1, ...others } as TargetsJson;
  const next = new Metadata(Targets.fromJSON(json));
  for (const target of targets ?? []) next.signed.addTarget(target);
  return next;
}
