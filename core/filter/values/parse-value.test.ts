import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import test from 'node:test';
import type { FieldType } from '../../field/field.ts';
import { isInNetwork, parseAddress, parseNetwork, type Network } from './parse-address.ts';
import { parseValue } from './parse-value.ts';
import { parseServices } from './service-ports.ts';
import { RandomFilters } from '../testing/random-filters.ts';

const good: readonly (readonly [type: FieldType, text: string, value: unknown])[] = [
  ['int64', '3', 3],
  ['int64', '03', 3],
  ['int64', '-1', -1],
  ['uint32', '-1', 4294967295],
  ['int64', '+7', 7],
  ['int64', ' 3', 3],
  ['int64', '0x1F', 31],
  ['int64', '9007199254740992', 9007199254740992],
  ['int64', '9007199254740993', 9007199254740993n],
  ['int64', '-9223372036854775808', -9223372036854775808n],
  ['uint64', '18446744073709551615', 18446744073709551615n],
  ['int8', '-128', -128],
  ['uint8', '255', 255],
  ['uint32', '4294967295', 4294967295],
  ['double', '1.5', 1.5],
  ['double', '-3', -3],
  ['double', '2e3', 2000],
  ['port', '65535', 65535],
  ['port', '', 0],
  ['port', 'http', 80],
  ['bool', 'true', true],
  ['bool', 'false', false],
  ['reltime', '1000', 1000],
  ['reltime', '10ms', 10_000_000],
  ['reltime', '1.5s', 1_500_000_000],
  ['reltime', '200us', 200_000],
  ['reltime', '7ns', 7],
  ['reltime', '3\u00c2\u00b5s', 3000],
  ['reltime', '2m', 120_000_000_000],
  ['reltime', '1h', 3_600_000_000_000],
  ['reltime', '1d', 86_400_000_000_000],
  ['reltime', '1.9ns', 1],
  ['abstime', '1534527348514678274', 1534527348514678274n],
  ['abstime', '2018-08-17T17:35:48.514678274Z', 1534527348514678274n],
  ['abstime', '2018-08-17 19:35:48+02:00', 1534527348000000000n],
  ['abstime', '1970-01-01T00:01Z', 60_000_000_000],
  ['ip', '10.0.0.1', '\n\0\0\u0001'],
  ['ip', '::1', `${'\0'.repeat(15)}\u0001`],
  ['text', 'ü', 'ü'],
  ['bytes', 'a\0b', 'a\0b'],
];

for (const [type, text, value] of good) {
  test(`${JSON.stringify(text)} is a value of type ${type}`, () => {
    assert.deepEqual(parseValue(text, type), { value });
  });
}

const bad: readonly (readonly [type: FieldType, text: string, said: RegExp])[] = [
  ['int64', '', /whole number/],
  ['int64', 'abc', /whole number/],
  ['int64', '3abc', /whole number/],
  ['int64', '3.5', /whole number/],
  ['int64', '3 ', /whole number/],
  ['int64', '--3', /whole number/],
  ['int64', '9223372036854775808', /from -9223372036854775808 to 9223372036854775807/],
  ['uint64', '-2', /from 0 to 18446744073709551615/],
  ['uint64', '99999999999999999999999', /from 0/],
  ['uint64', '9'.repeat(1000), /whole number/],
  ['int8', '128', /-128 to 127/],
  ['uint8', '256', /0 to 255/],
  ['double', 'x', /a number/],
  ['double', '1e999', /a number/],
  ['port', '65536', /0 to 65535/],
  ['port', '65616', /0 to 65535/],
  ['port', '-1', /0 to 65535/],
  ['port', 'nosuchport', /known protocol/],
  ['bool', '1', /true or false/],
  ['bool', 'yes', /true or false/],
  ['reltime', '1x', /unit: ns, us, ms/],
  ['reltime', '-1', /unit/],
  ['reltime', '1 ms', /unit/],
  ['reltime', '.5s', /unit/],
  ['reltime', '999999999999d', /unit/],
  ['abstime', '2018-08-17T17:35:48', /point in time/],
  ['abstime', '2018-99-17T17:35:48Z', /point in time/],
  ['ip', '10.0.0', /IP address/],
  ['ip', '10.0.0.256', /IP address/],
  ['ip', '10.0.0.01', /IP address/],
  ['ip', '10.0.0.0/8', /fd\.net/],
  ['ip', ':::', /IP address/],
  ['net', '10.0.0.2', /10\.0\.0\.0\/8/],
  ['net', '10.0.0.2/33', /IP network/],
  ['net', '10.0.0.2/', /IP network/],
  ['net', '10.0.0.2/x', /IP network/],
  ['net', '::/129', /IP network/],
  ['text', 'a\0b', /NUL/],
];

for (const [type, text, said] of bad) {
  test(`${JSON.stringify(text.slice(0, 30))} is no value of type ${type}`, () => {
    const parsed = parseValue(text, type);
    assert.ok('unfit' in parsed);
    assert.match(`${parsed.unfit.expected} ${parsed.unfit.hint ?? ''}`, said);
  });
}

test('addresses are those that the system takes for addresses', () => {
  const random = new RandomFilters(3);
  const pieces = ['0', '1', 'ff', '255', '256', '01', 'abcd', '12345', ':', '::', '.', '1.2.3.4'];
  for (let i = 0; i < 30_000; i++) {
    const text = Array.from({ length: random.below(12) }, () => random.pick(pieces)).join('');
    const length = parseAddress(text)?.length ?? 0;
    assert.equal(length, { 0: 0, 4: 4, 6: 16 }[isIP(text)], text);
  }
});

const inside: readonly (readonly [network: string, address: string, isInside: boolean])[] = [
  ['10.0.0.0/8', '10.255.0.1', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['10.1.2.3/8', '10.0.0.1', true],
  ['192.168.128.0/17', '192.168.200.1', true],
  ['192.168.128.0/17', '192.168.100.1', false],
  ['1.2.3.4/32', '1.2.3.4', true],
  ['1.2.3.4/32', '1.2.3.5', false],
  ['0.0.0.0/0', '200.1.1.1', true],
  ['0.0.0.0/0', '::1', false],
  ['2001:db8::/32', '2001:db8:1::1', true],
  ['2001:db8::/32', '2001:db9::1', false],
  ['2001:db8::/33', '2001:db8:8000::', false],
  ['::/0', 'fe80::1', true],
  ['::/0', '1.1.1.1', false],
  ['2001:db8::1', '2001:db8::ffff', true],
  ['2001:db8::1', '2001:db8:0:1::1', false],
  ['::ffff:1.2.3.0/120', '::ffff:1.2.3.99', true],
];

for (const [network, address, isInside] of inside) {
  test(`${address} is ${isInside ? '' : 'not '}in ${network}`, () => {
    const parsed = parseNetwork(network) as Network;
    assert.equal(isInNetwork(parseAddress(address) as string, parsed), isInside);
  });
}

test('the first entry of a service counts, other names do too', () => {
  const ports = parseServices('# x\nhttp\t80/tcp www # web\nhttp 81/udp\nbad\nx 99999999/tcp\n');
  assert.deepEqual(
    [...ports],
    [
      ['http', 80],
      ['www', 80],
    ],
  );
});
