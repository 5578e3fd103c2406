import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { configOffsets } from './layout.ts';
import { isBuilt, objectFile } from './native.ts';

interface BtfType {
  readonly kind: string;
  readonly name: string;
  readonly members?: readonly { readonly name: string; readonly bits_offset: number }[];
}

const dump = spawnSync('bpftool', ['-j', 'btf', 'dump', 'file', objectFile], { encoding: 'utf8' });
const skip = !isBuilt()
  ? 'the probe is not built: npm run setup'
  : dump.status !== 0 && 'bpftool is not installed';

test('the configuration is where the kernel side has it', { skip }, () => {
  const { types } = JSON.parse(dump.stdout) as { types: BtfType[] };
  const config = types.find(({ kind, name }) => kind === 'STRUCT' && name === 'probe_config');
  assert.ok(config?.members);
  const offsets = config.members.map(({ bits_offset: bits }) => bits / 8);
  assert.deepEqual(Object.values(configOffsets), offsets);
});
