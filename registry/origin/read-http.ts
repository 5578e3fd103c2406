import { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import { fileMissing, unreachable } from '../errors.ts';
import { limits } from '../limits.ts';
import { readBody } from './read-body.ts';

/** Gets one file over HTTP or HTTPS, bounded in size, time and redirects. */
export async function readHttp(
  url: URL,
  limitBytes: number,
  timeoutMs: number = limits.requestTimeoutMs,
): Promise<Buffer> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await follow(url, signal);
    return await readBody(response, url.href, limitBytes);
  } catch (error) {
    if (error instanceof ChiselError) throw error;
    throw unreachable({ place: url.href, reason: reasonOf(error, signal, timeoutMs) }, error);
  }
}

async function follow(start: URL, signal: AbortSignal): Promise<Response> {
  let url = start;
  for (let hops = 0; hops <= limits.redirects; hops++) {
    const response = await fetch(url, { redirect: 'manual', signal });
    if (response.status === 200) return response;
    await response.body?.cancel();
    // stores of objects say 403 for what is not there when they do not show what is
    if ([403, 404, 410].includes(response.status)) throw fileMissing({ file: url.href });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) {
      throw unreachable({ place: url.href, reason: `the server answered ${response.status}` });
    }
    url = redirected(url, location);
  }
  throw unreachable({ place: start.href, reason: `more than ${limits.redirects} redirects` });
}

function redirected(from: URL, location: string): URL {
  const to = URL.parse(location, from);
  // what was asked over plain HTTP may be trusted because it is this machine; another is not
  const isSameHost = from.protocol === 'http:' && to?.hostname === from.hostname;
  if (to?.protocol === 'https:' || (to?.protocol === 'http:' && isSameHost)) return to;
  const reason = `it redirects to ${JSON.stringify(location.slice(0, 200))}`;
  throw unreachable({ place: from.href, reason });
}

/** Why a request failed, in words. */
export function reasonOf(error: unknown, signal: AbortSignal, timeoutMs: number): string {
  if (signal.aborted) return `no answer within ${timeoutMs} ms`;
  const { message, cause } = error as Error;
  const inner = cause instanceof Error ? cause.message : '';
  return inner === '' ? message : inner;
}
