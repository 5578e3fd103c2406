import { examine } from '@chisel/probe';
import { print } from '../print.ts';

/** `chisel doctor`: whether this machine lets this user capture, and what to do where it does not. */
export function doctor(): Promise<number> {
  const findings = examine();
  for (const { what, isGood, detail, remedy } of findings) {
    print(`${isGood ? 'ok  ' : 'no  '}${what.padEnd(18)} ${detail}\n`);
    if (!isGood) print(`    ${' '.repeat(18)} ${remedy}\n`);
  }
  return Promise.resolve(findings.every(({ isGood }) => isGood) ? 0 : 1);
}
