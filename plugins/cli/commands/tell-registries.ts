import type { FirstContact, Unasked } from '@chisel/registry';
import { printable } from '../printable.ts';
import { printError } from '../print.ts';

/** Says that a registry is trusted from now on, and how to find out whether it should be. */
export function tellFirstContact({ place, fingerprint }: FirstContact): void {
  tell(
    `${place} is trusted from now on as ${fingerprint}, since it was never used before; ` +
      'compare this with the fingerprint that those who run it tell you',
  );
}

/** Says that an answer is without one of the registries. */
export function tellUnasked({ name, error }: Unasked): void {
  tell(`the registry ${name} could not be asked: ${error.message}`);
}

function tell(text: string): void {
  printError(`chisel: ${printable(text)}\n`);
}
