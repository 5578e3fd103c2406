import { relative } from 'node:path';
import { restoreManifest } from './saved-manifest.ts';
import { root } from './workspace.ts';

/** Run by npm in a package after it was packed. */
restoreManifest(relative(root, process.cwd()));
