import { defineChisel, print } from '@chisel/sdk';

export default defineChisel({
  fields: ['evt.num'],
  onEvent(event) {
    if (event['evt.num'] === 50) print('a word');
  },
});
