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

/** A buffer that can grow takes its memory past the limit of the isolate. */
const BUFFER_GROWTH = ['resize', 'transfer', 'transferToFixedLength'];

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
const EXPRESSION_METHODS = ['match', 'matchAll', 'replace', 'search', 'split'] as const;
const EXPRESSION_PARTS =
  'exec flags constructor hasIndices global ignoreCase multiline dotAll unicode unicodeSets sticky';
const URI_FUNCTIONS = 'encodeURIComponent encodeURI decodeURIComponent decodeURI escape unescape';

type AnyFunction = (...args: unknown[]) => unknown;

const { apply, construct, deleteProperty, getOwnPropertyDescriptor, defineProperty } = Reflect;
const { getPrototypeOf } = Reflect;
const { getOwnPropertyDescriptors, hasOwn } = Object;
const builtinKeys = Reflect.ownKeys;
const List = Array;
const { isArray } = List;
const Buffer = ArrayBuffer;
const { isView } = Buffer;
const Text = String;
const Integer = BigInt;
const Problem = RangeError;
const Fault = TypeError;
const Expression = RegExp;
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
  if (!hasOwn(length, 'value')) tooLong();
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

/** How often a replacement refers to the match, for each place of the text; it becomes a string. */
function checkReplacement(text: string, args: unknown[]): void {
  if (typeof args[1] === 'function') return;
  const replacement = Text(args[1]);
  args[1] = replacement;
  if (text.length * replacement.length <= MAX_TEXT) return;
  if (replacement.length > MAX_TEXT) tooLong();
  let references = 0;
  for (let i = 0; i < replacement.length; i++) if (replacement[i] === '$') references++;
  if (text.length * references > MAX_TEXT) tooLong();
}

/** What `replace` and `split` look up in a regular expression, as it was before the chisel. */
const expressionParts = [
  ...split(EXPRESSION_PARTS).map((name) => partOf(Expression.prototype, name)),
  partOf(Expression, Symbol.species),
];

function partOf(holder: object, name: string | symbol) {
  const descriptor = getOwnPropertyDescriptor(holder, name) as PropertyDescriptor;
  const kind: 'get' | 'value' = 'value' in descriptor ? 'value' : 'get';
  return { holder, name, kind, builtin: descriptor[kind] as unknown };
}

/** What only looks like a regular expression could find a match with endless groups. */
function checkExpression(value: unknown): void {
  if (typeof value !== 'object' || value === null) notPlain();
  if (getPrototypeOf(value) !== Expression.prototype) notPlain();
  const keys = builtinKeys(value);
  if (keys.length !== 1 || keys[0] !== 'lastIndex') notPlain();
  for (let i = 0; i < expressionParts.length; i++) {
    const { holder, name, kind, builtin } = expressionParts[i] as (typeof expressionParts)[0];
    const now = getOwnPropertyDescriptor(holder, name);
    if (now === undefined || !hasOwn(now, kind) || now[kind] !== builtin) notPlain();
  }
}

function notPlain(): never {
  throw new Fault('only a plain regular expression can be used in the sandbox');
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
        if (name === 'replace' || name === 'replaceAll') checkReplacement(text, args);
        return apply(builtin, text, args);
      },
    };
    return method.method;
  });
}

for (const name of EXPRESSION_METHODS) {
  wrap(RegExp.prototype, Symbol[name], (builtin) => {
    const method = {
      method(this: unknown, subject: unknown, other: unknown): unknown {
        const text = Text(subject);
        if (text.length > MAX_TEXT) tooLong();
        const args = [text, other];
        if (name === 'replace') checkReplacement(text, args);
        // What runs code of the chisel must run before the check.
        if (name === 'split' && other !== undefined) args[1] = +(other as number);
        if (name === 'replace' || name === 'split') checkExpression(this);
        return apply(builtin, this, args);
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

wrap(globalThis, 'ArrayBuffer', (builtin) => {
  function FixedArrayBuffer(length: unknown): unknown {
    if (!new.target) throw new TypeError("Constructor ArrayBuffer requires 'new'");
    return construct(builtin, [length], new.target);
  }
  const statics = getOwnPropertyDescriptors(Buffer);
  for (const key of builtinKeys(statics)) {
    defineProperty(
      FixedArrayBuffer,
      key,
      statics[key as keyof typeof statics] as PropertyDescriptor,
    );
  }
  defineProperty(Buffer.prototype, 'constructor', { value: FixedArrayBuffer });
  for (const name of BUFFER_GROWTH) deleteProperty(Buffer.prototype, name);
  return FixedArrayBuffer;
});

wrap(Reflect, 'ownKeys', (builtin) => (target: unknown) => {
  if (isView(target) && (target as Uint8Array).length > MAX_LENGTH) tooLong();
  return builtin(target);
});

for (const name of REMOVED) deleteProperty(globalThis, name);
