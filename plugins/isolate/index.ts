export { hashOrder } from './host/hash-order.ts';
export { IsolateCalls } from './isolate-calls.ts';
export { loadIsolatedVm } from './isolated-vm.ts';
export { exitDespiteStuckGuests, hasStuckGuests } from './watchdog.ts';
