import { readFileSync, writeFileSync } from 'node:fs';
import { modulesInFolder } from '@chisel/lua';
import { createGuestSnapshot } from '@chisel/lua/guest-snapshot.ts';
import { INSTALLED_FOLDER } from './run/chisels/chisel-folders.ts';

/**
 * Makes the snapshot of the Lua guest in a folder. Called by the build, in a process of its own. What sysdig's
 * chisels share on this machine is in it: one that has changed since is compiled anew.
 */

const [folder = ''] = process.argv.slice(2);
const code = readFileSync(`${folder}lua-guest.js`, 'utf8');
const modules = modulesInFolder(INSTALLED_FOLDER);
writeFileSync(`${folder}lua-guest.snapshot`, createGuestSnapshot(code, modules));
