/** An IP address, 4 or 16 characters in network order, as people write it (RFC 5952). */
export function formatAddress(bytes: string): string {
  return bytes.length === 4 ? formatV4(bytes, 0) : formatV6(bytes);
}

function formatV4(bytes: string, at: number): string {
  const part = (i: number): number => bytes.charCodeAt(at + i);
  return `${part(0)}.${part(1)}.${part(2)}.${part(3)}`;
}

const V4_MAPPED = '\0\0\0\0\0\0\0\0\0\0\xff\xff';

function formatV6(bytes: string): string {
  if (bytes.startsWith(V4_MAPPED)) return `::ffff:${formatV4(bytes, 12)}`;
  const groups: string[] = [];
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    groups.push(((bytes.charCodeAt(i) << 8) | bytes.charCodeAt(i + 1)).toString(16));
  }
  const [from, count] = longestZeros(groups);
  if (count < 2) return groups.join(':');
  return `${groups.slice(0, from).join(':')}::${groups.slice(from + count).join(':')}`;
}

function longestZeros(groups: readonly string[]): [from: number, count: number] {
  let best: [number, number] = [0, 0];
  for (let from = 0; from < groups.length; from++) {
    let to = from;
    while (groups[to] === '0') to++;
    if (to - from > best[1]) best = [from, to - from];
    if (to > from) from = to;
  }
  return best;
}
