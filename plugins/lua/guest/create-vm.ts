export { createFengariVm as createVm } from '../vm/fengari/fengari-vm.ts';
