import { installChisels } from '../install/install-chisels.ts';
import { anyProgram } from './samples.ts';

/** Installs each set of specs in turn, over and over when asked to. Arguments: home, rounds, sets with commas. */
const [home = '', rounds = '1', ...sets] = process.argv.slice(2);
process.stdout.write('ready\n');
for (let round = 0; round < Number(rounds); round++) {
  for (const set of sets) await installChisels(set.split(','), { home, ...anyProgram });
}
