import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** A file of /proc as a byte string; empty when it is gone, or not for us. */
export function procText(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'latin1');
  } catch {
    return '';
  }
}

/** What a link of /proc points to, as a byte string; empty when it is gone, or not for us. */
export function procLink(path: string): string {
  try {
    return readlinkSync(`/proc/${path}`, 'latin1');
  } catch {
    return '';
  }
}

/** The names in a folder of /proc that are numbers. */
export function procNumbers(path: string): number[] {
  try {
    const names = readdirSync(`/proc/${path}`);
    return names.filter((name) => /^\d+$/.test(name)).map(Number);
  } catch {
    return [];
  }
}
