/** What is left of the description of a container: what tells which one it is. */
const KEPT: ReadonlySet<string> = new Set(
  (
    'id full_id type name image imageid imagerepo imagetag imagedigest ip created_time ' +
    'is_pod_sandbox pod_sandbox_id lookup_state'
  ).split(' '),
);

/** The JSON text of a container event without its environment, labels, mounts and the like. */
export function sanitizeContainer(value: Uint8Array): Uint8Array {
  const text = Buffer.from(value)
    .toString('utf8')
    .replace(/\0[^]*$/, '');
  return Buffer.from(`${JSON.stringify({ container: namesOf(text) })}\0`);
}

function namesOf(text: string): Record<string, unknown> {
  try {
    const { container } = JSON.parse(text) as { container?: unknown };
    const entries = Object.entries(container ?? {}).filter(([key]) => KEPT.has(key));
    return Object.fromEntries(entries.filter(([, value]) => typeof value !== 'object'));
  } catch {
    return {};
  }
}
