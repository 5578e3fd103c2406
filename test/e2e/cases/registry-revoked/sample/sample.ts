import { defineChisel } from '@chisel/sdk';

export default defineChisel({ fields: ['evt.num'], onEvent() {} });
