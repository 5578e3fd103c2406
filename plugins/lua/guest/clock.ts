// An isolate has no clock but this one.
globalThis.performance ??= { now: () => Date.now() } as Performance;
