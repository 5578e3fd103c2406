import { host } from './host.ts';

/**
 * Makes a file of this text, in the place of the one that was there. The path begins where the command
 * runs; its folder has to be there, in a folder of the permission `write` or below.
 */
export function writeFile(path: string, text: string): void {
  host.ask('writeFile', 'write:FOLDER', { path: String(path), text: String(text) });
}

/** The same, but the text is put at the end of the file, which is made when it is not there. */
export function appendFile(path: string, text: string): void {
  host.ask('appendFile', 'write:FOLDER', { path: String(path), text: String(text) });
}
