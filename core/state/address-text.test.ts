import assert from 'node:assert/strict';
import test from 'node:test';
import { ipv6Text, isMappedIpv4 } from './address-text.ts';
import { packIp } from './testing/event-bytes.ts';

const texts: [full: string, text: string][] = [
  ['0:0:0:0:0:0:0:1', '::1'],
  ['0:0:0:0:0:0:0:0', '::'],
  ['2001:db8:0:0:0:0:0:1', '2001:db8::1'],
  ['2001:db8:0:1:0:0:0:1', '2001:db8:0:1::1'],
  ['2001:0:0:1:0:0:1:1', '2001::1:0:0:1:1'],
  ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
  ['fe80:0:0:0:0:0:0:0', 'fe80::'],
  ['0:0:0:0:0:ffff:7f00:1', '::ffff:127.0.0.1'],
  ['0:0:0:0:0:0:102:304', '::1.2.3.4'],
];

test('IPv6 addresses are written as the C library does', () => {
  for (const [full, text] of texts) assert.equal(ipv6Text(packIp(full), 0), text);
});

test('which IPv6 addresses stand for IPv4 ones', () => {
  assert.equal(isMappedIpv4(packIp('0:0:0:0:0:ffff:7f00:1'), 0), true);
  assert.equal(isMappedIpv4(packIp('0:0:0:0:0:0:0:0'), 0), true);
  assert.equal(isMappedIpv4(packIp('0:0:0:0:0:0:0:1'), 0), false);
  assert.equal(isMappedIpv4(packIp('2001:db8:0:0:0:ffff:7f00:1'), 0), false);
});
