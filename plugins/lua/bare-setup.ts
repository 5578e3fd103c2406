import type { ChiselSetup } from './guest/setup.ts';

/** The setup of a script that is run for no user: nobody sees what it prints. */
export const bareSetup: Omit<ChiselSetup, 'outputChars' | 'timeMs'> = {
  name: '',
  json: false,
  live: false,
  terminal: false,
  width: -1,
  height: -1,
  printsContainers: false,
  logs: false,
  vm: 'any',
};
