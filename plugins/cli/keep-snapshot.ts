import { readFileSync, writeFileSync } from 'node:fs';
import { createGuestSnapshot } from '@chisel/lua/guest-snapshot.ts';

/** Makes the snapshot of the Lua guest in a folder. Called by the build, in a process of its own. */

const [folder = ''] = process.argv.slice(2);
const code = readFileSync(`${folder}lua-guest.js`, 'utf8');
writeFileSync(`${folder}lua-guest.snapshot`, createGuestSnapshot(code));
