import assert from 'node:assert/strict';
import test from 'node:test';
import { checkEveryField } from '../support/every-field.ts';

const captures = ['curl_google.scap', 'demo.scap.gz'].map(
  (name) => new URL(`../captures/${name}`, import.meta.url).pathname,
);

test('every field can be asked for on every event, and needs no more than it says', async () => {
  assert.ok((await checkEveryField(captures)) > 1000);
});
