import { installChisel } from '../install/install-chisels.ts';
import { anyProgram } from './samples.ts';

/** Installs each spec in turn, over and over when asked to. Arguments: home, rounds, specs. */
const [home = '', rounds = '1', ...specs] = process.argv.slice(2);
process.stdout.write('ready\n');
for (let round = 0; round < Number(rounds); round++) {
  for (const spec of specs) await installChisel(spec, { home, ...anyProgram });
}
