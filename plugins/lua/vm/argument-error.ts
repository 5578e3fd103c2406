import type { LuaValue } from './lua-vm.ts';

/** A host function got an argument that it can't take; the VM adds the function's name and the place. */
export class ArgumentError extends Error {
  /** Counted from 1. */
  readonly index: number;
  /** What is wrong, as `number expected`. */
  readonly complaint: string;
  /** Whether the VM adds what it got: `, got nil`. */
  readonly saysGot: boolean;
  readonly value: LuaValue;

  constructor(index: number, complaint: string, saysGot = false, value: LuaValue = undefined) {
    super(complaint);
    this.name = 'ArgumentError';
    this.index = index;
    this.complaint = complaint;
    this.saysGot = saysGot;
    this.value = value;
  }
}
