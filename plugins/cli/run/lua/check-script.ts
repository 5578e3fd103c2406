import { guestError } from '@chisel/core/sandbox/guest-errors.ts';
import { defaultLimits, GuestFault } from '@chisel/core/sandbox/runtime.ts';
import { findModule, ScriptReader } from '@chisel/lua';
import type { Manifest } from '@chisel/registry';

/** Runs a chisel's script up to where it would be asked for events. Throws when it is no chisel. */
export async function checkScript(
  files: ReadonlyMap<string, Buffer>,
  { name, entry }: Manifest,
): Promise<void> {
  const fail = (reason: string): never => {
    throw guestError(name, new GuestFault('load', reason), defaultLimits);
  };
  const texts = new Map([...files].map(([path, bytes]) => [path, bytes.toString('latin1')]));
  const text = texts.get(entry) ?? fail(`its entry ${entry} is missing`);
  const reader = new ScriptReader({
    answer: (question, detail) =>
      question === 'module' ? findModule(detail as string, texts, []) : undefined,
  });
  try {
    const { isRunnable } = await reader.read(name, { text, chunkName: `@${entry}` });
    if (!isRunnable) fail('it has no table args, so it is no chisel');
  } catch (error) {
    throw error instanceof GuestFault ? guestError(name, error, defaultLimits) : error;
  } finally {
    reader.close();
  }
}
