import { testInterface } from '../../testing/interface.ts';
import { createFengariVm } from './fengari-vm.ts';

testInterface('Fengari', createFengariVm);
