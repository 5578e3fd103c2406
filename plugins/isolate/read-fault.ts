import { AFTER_LAST } from '@chisel/core/sandbox/guest-report.ts';
import type { FaultKind } from '@chisel/core/sandbox/runtime.ts';
import { cleanMessage } from './clean-message.ts';

/** What went wrong inside a guest, as far as it can be believed. */
export interface ReportedFault {
  readonly kind: FaultKind;
  readonly message: string;
  readonly eventNum: number | undefined;
}

const KINDS: readonly FaultKind[] = ['output', 'load', 'time'];

/** The fault in what a guest's function gave, whatever that is. */
export function readFault(raw: unknown): ReportedFault | undefined {
  const { fault } = (raw ?? {}) as { fault?: { kind?: unknown; message?: unknown; num?: unknown } };
  if (fault === undefined) return undefined;
  const { kind, message, num } = fault;
  return {
    kind: KINDS.find((known) => known === kind) ?? 'threw',
    message: cleanMessage(typeof message === 'string' ? message : 'unknown error'),
    eventNum: typeof num === 'number' && num > 0 && num < AFTER_LAST ? num : undefined,
  };
}
