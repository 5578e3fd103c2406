import { decodeText } from '@chisel/core/sandbox/decode-text.ts';
import type { HostData } from '@chisel/isolate/host/host-data.ts';

interface Keyed<T> {
  readonly pairs: readonly (readonly [key: number, value: T])[];
}

type Row = Readonly<Record<string, HostData>>;

/** The thread table as TypeScript chisels see it: an array, fds in it likewise, texts in Unicode. */
export function threadRows(table: HostData, withFds: boolean): HostData {
  const { pairs } = table as unknown as Keyed<Row & { readonly fdtable: Keyed<Row> }>;
  return pairs.map(([, { fdtable, ...thread }]) => {
    const fds = withFds && fdtable.pairs.map(([fd, entry]) => unicode({ fd, ...entry }));
    return { ...(unicode(thread) as Row), ...(fds && { fds }) };
  });
}

export function containerRows(table: HostData): HostData {
  return unicode(table);
}

function unicode(data: HostData): HostData {
  if (typeof data === 'string') return decodeText(data);
  if (typeof data !== 'object') return data;
  if (Array.isArray(data)) return (data as readonly HostData[]).map(unicode);
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, unicode(value)]));
}
