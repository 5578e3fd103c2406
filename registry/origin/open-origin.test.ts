import assert from 'node:assert/strict';
import test from 'node:test';
import { openOrigin } from './open-origin.ts';

for (const place of ['http://', 'https://a b/', 'file://elsewhere/registry', 'file:///a%2fb']) {
  test(`${place} is no place of a registry`, () => {
    assert.throws(() => openOrigin(place), { code: 'CHISEL_REGISTRY_UNREACHABLE' });
  });
}
