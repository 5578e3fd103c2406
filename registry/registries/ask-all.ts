import { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import type { RegistryClient } from '../client/registry-client.ts';
import type { RegistrySet } from './registry-set.ts';

/** A registry that could not be asked, or was refused. */
export interface Unasked {
  /** What the user calls it, or its place. */
  readonly name: string;
  readonly error: ChiselError;
}

/**
 * Asks all registries at once and gives the answers in their order. One that cannot be asked is told and left
 * out; it is an error when nobody is told, or when there is no answer at all.
 */
export async function askAll<Answer>(
  registries: RegistrySet,
  ask: (client: RegistryClient) => Promise<Answer>,
  onUnasked?: (unasked: Unasked) => void,
): Promise<Answer[]> {
  const places = registries.places();
  const results = await Promise.allSettled(
    places.map(async (place) => ask(await registries.open(place))),
  );
  const answers: Answer[] = [];
  const unasked: Unasked[] = [];
  for (const [i, result] of results.entries()) {
    if (result.status === 'fulfilled') answers.push(result.value);
    else if (!(result.reason instanceof ChiselError)) throw result.reason;
    else unasked.push({ name: registries.nameOf(places[i] ?? ''), error: result.reason });
  }
  const [first] = unasked;
  if (first !== undefined && (onUnasked === undefined || answers.length === 0)) throw first.error;
  for (const one of unasked) onUnasked?.(one);
  return answers;
}
