import { join } from 'node:path';

/** The file that says what is installed. */
export const lockFile = (home: string): string => join(home, 'chisel.lock');

/** The empty database that processes lock; it is the first thing in a home. */
export const lockDatabase = (home: string): string => join(home, '.busy');
