import type { Site } from '../generate/sites.ts';
import { LINES_BEFORE_BODY } from './evaluate-script.ts';

/** The sites of every chunk that was compiled, by the name that stack traces call its code. */
const chunks = new Map<
  string,
  { readonly chunkId: string; readonly sites: readonly (Site | undefined)[] }
>();

const PREFIX = 'lua-chunk:';

/** Registers the code of a chunk; its name goes behind `sourceURL`. */
export function registerChunk(chunkId: string, sites: readonly (Site | undefined)[]): string {
  const name = PREFIX + String(chunks.size + 1);
  chunks.set(name, { chunkId, sites });
  return name;
}

/** What a frame of the stack is doing: at a place in Lua, or calling Lua from a function of the host. */
export interface Frame {
  /** Undefined for the host. */
  readonly site: Site | undefined;
  readonly chunkId: string;
}

const HOST_FRAME: Frame = { site: undefined, chunkId: '' };

/** The script of the one function through which functions of the host call those of Lua. */
export const HOST_CALLS = 'lua-host-calls';

/** More than the engine keeps by itself: a function of the host may be many calls deep. */
const MAX_FRAMES = 64;

export function keepFrames(): void {
  Error.stackTraceLimit = Math.max(Error.stackTraceLimit, MAX_FRAMES);
}

/** What Lua does in a stack, innermost first. */
export function luaFrames(calls: readonly NodeJS.CallSite[]): Frame[] {
  const frames: Frame[] = [];
  for (const call of calls) {
    const frame = readFrame(call);
    if (frame) frames.push(frame);
  }
  return frames;
}

/** As LuaJIT knows them: a function that ended in a call is gone. */
export function withoutTailCalls(frames: readonly Frame[]): Frame[] {
  return frames.filter(({ site }) => !site?.isTailCall);
}

function readFrame(call: NodeJS.CallSite): Frame | undefined {
  const name = call.getScriptNameOrSourceURL();
  if (name?.startsWith(PREFIX)) {
    const chunk = chunks.get(name);
    const site = chunk?.sites[(call.getLineNumber() ?? 0) - LINES_BEFORE_BODY];
    return { site: site ?? { line: 0 }, chunkId: chunk?.chunkId ?? '?' };
  }
  return name === HOST_CALLS ? HOST_FRAME : undefined;
}

/** The stack at this moment. */
export function captureCalls(): readonly NodeJS.CallSite[] {
  return callsOf(new Error());
}

/** The stack at the time an error was made, of which nobody has asked for `stack` yet. */
export function callsOf(error: Error): readonly NodeJS.CallSite[] {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (_, calls) => calls;
  try {
    const calls: unknown = error.stack;
    return Array.isArray(calls) ? (calls as NodeJS.CallSite[]) : [];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}
