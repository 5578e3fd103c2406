import { testSafety } from '../../testing/safety.ts';
import { createFengariVm } from './fengari-vm.ts';

testSafety('Fengari', createFengariVm);
