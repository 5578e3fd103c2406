/**
 * Runs in a new context before anything else: takes away what a chisel has no use for, and bounds the
 * builtins that V8 can't interrupt. Sorting an array of four thousand million holes would hold the
 * thread for minutes whatever the time budget is; splitting a string of 256 MB ends the process.
 */

/** Shared memory, native code, what looks at the garbage collector, and what lies about lengths. */
const REMOVED = [
  'SharedArrayBuffer',
  'Atomics',
  'WebAssembly',
  'WeakRef',
  'FinalizationRegistry',
  'Proxy',
  'console',
];

const MAX_LENGTH = 1 << 22;
const MAX_TEXT = 1 << 23;
const MAX_DIGITS = 1 << 17;
const MAX_DEPTH = 16;

const ARRAY_METHODS =
  'concat copyWithin fill indexOf lastIndexOf includes join reverse shift unshift slice sort splice ' +
  'toReversed toSorted toSpliced with flat toString toLocaleString';
const TEXT_METHODS =
  'split match matchAll replace replaceAll normalize toUpperCase toLowerCase ' +
  'toLocaleUpperCase toLocaleLowerCase localeCompare';
const URI_FUNCTIONS = 'encodeURIComponent encodeURI decodeURIComponent decodeURI escape unescape';

type AnyFunction = (...args: unknown[]) => unknown;

const { apply, construct, deleteProperty, getOwnPropertyDescriptor, defineProperty } = Reflect;
const { getOwnPropertyDescriptors } = Object;
const builtinKeys = Reflect.ownKeys;
const List = Array;
const { isArray } = List;
const { isView } = ArrayBuffer;
const Text = String;
const Integer = BigInt;
const Problem = RangeError;
const split = (names: string): string[] => names.split(' ');

function tooLong(): never {
  throw new Problem('too long for the sandbox');
}

/** The length of what a method of arrays works on; a getter could give another one next time. */
function checkLength(value: unknown, depth: number): void {
  if (typeof value === 'string') {
    if (value.length > MAX_TEXT) tooLong();
    return;
  }
  if (typeof value !== 'object' || value === null || isView(value)) return;
  const length = getOwnPropertyDescriptor(value, 'length');
  if (length === undefined) {
    if ('length' in value) tooLong();
    return;
  }
  if (typeof length.value !== 'number' || length.value > MAX_LENGTH) tooLong();
  if (depth === 0 || !isArray(value)) return;
  for (let i = 0; i < value.length; i++) checkLength(value[i], depth - 1);
}

/** How deep `flat` goes; its argument becomes that number. */
function flatDepth(args: unknown[]): number {
  const wanted = args[0] === undefined ? 1 : +(args[0] as number);
  const depth = wanted > 0 ? (wanted < MAX_DEPTH ? wanted : MAX_DEPTH) : 0;
  args[0] = depth;
  return depth;
}

/** Puts a function in the place of a builtin that looks the same from outside. */
function wrap(
  holder: object,
  name: string | symbol,
  make: (builtin: AnyFunction) => AnyFunction,
): void {
  const descriptor = getOwnPropertyDescriptor(holder, name);
  if (typeof descriptor?.value !== 'function') return;
  const builtin = descriptor.value as AnyFunction;
  const wrapper = make(builtin);
  for (const key of ['name', 'length']) {
    const own = getOwnPropertyDescriptor(builtin, key);
    if (own) defineProperty(wrapper, key, own);
  }
  defineProperty(holder, name, { ...descriptor, value: wrapper });
}

for (const name of split(ARRAY_METHODS)) {
  wrap(Array.prototype, name, (builtin) => {
    const method = {
      method(this: unknown, ...args: unknown[]): unknown {
        checkLength(this, name === 'flat' ? flatDepth(args) : 0);
        for (let i = 0; i < args.length; i++) checkLength(args[i], 0);
        return apply(builtin, this, args);
      },
    };
    return method.method;
  });
}

for (const name of split(TEXT_METHODS)) {
  wrap(String.prototype, name, (builtin) => {
    const method = {
      method(this: unknown, ...args: unknown[]): unknown {
        const text = typeof this === 'string' ? this : Text(this);
        if (text.length > MAX_TEXT) tooLong();
        return apply(builtin, text, args);
      },
    };
    return method.method;
  });
}

for (const name of ['repeat', 'padStart', 'padEnd']) {
  wrap(String.prototype, name, (builtin) => {
    const method = {
      method(this: unknown, count: unknown, filler?: unknown): unknown {
        const text = typeof this === 'string' ? this : Text(this);
        const wanted = +(count as number);
        if ((name === 'repeat' ? text.length * wanted : wanted) > MAX_TEXT) tooLong();
        return apply(builtin, text, filler === undefined ? [wanted] : [wanted, filler]);
      },
    };
    return method.method;
  });
}

for (const name of split(URI_FUNCTIONS)) {
  wrap(globalThis, name, (builtin) => (subject: unknown) => {
    const text = Text(subject);
    if (text.length > MAX_TEXT) tooLong();
    return builtin(text);
  });
}

wrap(JSON, 'parse', (builtin) => (subject: unknown, reviver?: unknown) => {
  const text = Text(subject);
  if (text.length > MAX_TEXT) tooLong();
  return builtin(text, reviver);
});

wrap(globalThis, 'BigInt', (builtin) => {
  function BoundedBigInt(value: unknown): unknown {
    if (new.target) throw new TypeError('BigInt is not a constructor');
    const given = typeof value === 'object' && value !== null ? Text(value) : value;
    if (typeof given === 'string' && given.length > MAX_DIGITS) tooLong();
    return builtin(given);
  }
  BoundedBigInt.prototype = Integer.prototype;
  BoundedBigInt.asIntN = Integer.asIntN;
  BoundedBigInt.asUintN = Integer.asUintN;
  defineProperty(Integer.prototype, 'constructor', { value: BoundedBigInt });
  return BoundedBigInt;
});

wrap(globalThis, 'Array', (builtin) => {
  function BoundedArray(...args: unknown[]): unknown {
    if (args.length === 1 && typeof args[0] === 'number' && args[0] > MAX_LENGTH) tooLong();
    return construct(builtin, args, new.target ?? BoundedArray);
  }
  const statics = getOwnPropertyDescriptors(List);
  for (const key of builtinKeys(statics)) {
    defineProperty(BoundedArray, key, statics[key as keyof typeof statics] as PropertyDescriptor);
  }
  defineProperty(List.prototype, 'constructor', { value: BoundedArray });
  return BoundedArray;
});

wrap(Reflect, 'ownKeys', (builtin) => (target: unknown) => {
  if (isView(target) && (target as Uint8Array).length > MAX_LENGTH) tooLong();
  return builtin(target);
});

for (const name of REMOVED) deleteProperty(globalThis, name);
