const dayMs = 86_400_000;

/** How long metadata is good for. Only that of `snapshot` and `timestamp` has to be renewed often. */
export const lifetimeDays: Readonly<Record<'root' | 'targets' | 'author' | 'online', number>> = {
  root: 3 * 365,
  targets: 3 * 365,
  // an author who is gone does not take the chisels along
  author: 10 * 365,
  online: 30,
};

/** The last moment that the format knows; what is signed until then never expires. */
export const never = '9999-12-31T23:59:59Z';

/** The moment so many days from now, as TUF writes it: in whole seconds. */
export function inDays(days: number, now = Date.now()): string {
  return new Date(now + days * dayMs).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** How many days are left until a moment. */
export const daysUntil = (moment: string, now = Date.now()): number =>
  (Date.parse(moment) - now) / dayMs;
