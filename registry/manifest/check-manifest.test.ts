import assert from 'node:assert/strict';
import test from 'node:test';
import { goodManifest } from '../testing/samples.ts';
import { checkManifest, parseManifest } from './check-manifest.ts';

const arg = { name: 'by', description: 'Order.', type: 'string' };

const accepted: [string, object][] = [
  ['the least', {}],
  ['a scope', { name: '@team/top-files' }],
  ['a prerelease', { version: '1.0.0-beta.1' }],
  ['a licence expression', { license: '(MIT OR Apache-2.0)' }],
  [
    'fields with arguments',
    { fields: ['evt.arg[0]', 'evt.arg.data', 'proc.aname[2]', 'fd.types[ipv4]'] },
  ],
  ['no fields', { fields: [] }],
  ['an entry in a folder', { entry: 'src/main.ts' }],
  ['Lua', { runtime: 'lua', entry: 'main.lua' }],
  ['an argument with choices', { args: [{ ...arg, choices: ['a', 'b'], default: 'b' }] }],
  [
    'less to ask for with an argument',
    {
      args: [{ ...arg, choices: ['a', 'b'] }],
      fields: ['fd.name', 'evt.rawres'],
      narrow: [{ when: { by: 'a' }, filter: 'evt.is_io=true', fields: ['fd.name'] }],
    },
  ],
  ['a number argument', { args: [{ ...arg, type: 'number', default: 10 }] }],
  ['limits', { limits: { memoryMb: 128, timeMs: 500 } }],
  ['no output', { permissions: { stdout: false } }],
  ['tables', { permissions: { tables: ['threads', 'fds', 'containers'] } }],
  ['a folder to write below', { permissions: { write: ['reports', 'out/today'] } }],
  ['targets', { permissions: { net: ['10.0.0.1:8125', 'host.local:1', '[fe80::1]:65535'] } }],
  ['a filter', { filter: 'fd.type=file and evt.is_io=true' }],
  ['a schema reference', { $schema: '../chisel.schema.json' }],
];

for (const [what, change] of accepted) {
  test(`a manifest may have ${what}`, () => {
    assert.deepEqual(checkManifest({ ...goodManifest, ...change }), []);
  });
}

const refused: [string, object, string, RegExp][] = [
  ['no name', { name: undefined }, '$.name', /is missing/],
  ['an upper-case name', { name: 'TopFiles' }, '$.name', /lower-case letters.*"TopFiles"/],
  ['a name that climbs', { name: '../evil' }, '$.name', /lower-case letters/],
  ['a name too long', { name: 'a'.repeat(41) }, '$.name', /longer than 40/],
  ['a name that is a number', { name: 7 }, '$.name', /needs a string, is a number/],
  ['a loose version', { version: 'v1.0' }, '$.version', /semantic version.*"v1.0"/],
  ['a build number in the version', { version: '1.0.0+5' }, '$.version', /semantic version/],
  ['an escape sequence', { description: 'x\u001b[2J' }, '$.description', /control characters/],
  ...['\u202a', '\u202e', '\u2066', '\u2069'].map((control): [string, object, string, RegExp] => [
    `the writing direction U+${control.charCodeAt(0).toString(16)}`,
    { description: `x${control}y` },
    '$.description',
    /control characters/,
  ]),
  ['an empty description', { description: '' }, '$.description', /must not be empty/],
  ['an unknown category', { category: 'Fun' }, '$.category', /needs one of .*I\/O.*is "Fun"/],
  ['an unknown runtime', { runtime: 'python' }, '$.runtime', /typescript, lua/],
  ['an absolute entry', { entry: '/etc/passwd.ts' }, '$.entry', /a path inside the folder/],
  ['an entry that climbs', { entry: '../x.ts' }, '$.entry', /a path inside the folder/],
  ['an entry of the other runtime', { entry: 'x.lua' }, '$.entry', /must end in \.ts/],
  [
    'an unknown table',
    { permissions: { tables: ['users'] } },
    '$.permissions.tables[0]',
    /threads/,
  ],
  ['an unknown permission', { permissions: { exec: true } }, '$.permissions.exec', /is not a key/],
  ['an absolute folder', { permissions: { write: ['/etc'] } }, '$.permissions.write[0]', /a path/],
  ['a folder outside', { permissions: { write: ['../x'] } }, '$.permissions.write[0]', /a path/],
  ['a target without a port', { permissions: { net: ['a'] } }, '$.permissions.net[0]', /HOST:PORT/],
  ['a port too high', { permissions: { net: ['a:65536'] } }, '$.permissions.net[0]', /HOST:PORT/],
  ['port 0', { permissions: { net: ['a:0'] } }, '$.permissions.net[0]', /HOST:PORT/],
  ['a broken address', { permissions: { net: ['[1:2]:3'] } }, '$.permissions.net[0]', /HOST:PORT/],
  ['a newer contract', { apiVersion: 2 }, '$.apiVersion', /at most 1, is 2/],
  ['code for a field', { fields: ['evt.num); hack('] }, '$.fields[0]', /the name of a field/],
  [
    'less to ask for that is more',
    { fields: ['fd.name'], args: [arg], narrow: [{ when: { by: 'a' }, fields: ['proc.name'] }] },
    '$.narrow[0].fields',
    /'proc.name' is not in/,
  ],
  [
    'less to ask for with an unknown argument',
    { args: [arg], narrow: [{ when: { of: 'a' } }] },
    '$.narrow[0].when',
    /'of' is no argument/,
  ],
  [
    'less to ask for in Lua',
    { runtime: 'lua', entry: 'x.lua', args: [arg], narrow: [{ when: { by: 'a' } }] },
    '$.narrow',
    /for TypeScript/,
  ],
  [
    'a field twice',
    { fields: ['fd.name', 'fd.name'] },
    '$.fields',
    /same item twice, at 1 and 0|at 0 and 1/,
  ],
  [
    'too many fields',
    { fields: Array.from({ length: 129 }, (_x, i) => `evt.arg[${i}]`) },
    '$.fields',
    /more than 128/,
  ],
  ['an unknown key', { licence: 'MIT' }, '$.licence', /is not a key of a manifest/],
  ['a misspelt key', { filters: 'x' }, '$.filters', /did you mean 'filter'\?/],
  ['a wrong default', { args: [{ ...arg, default: 10 }] }, '$.args[0].default', /must be a string/],
  [
    'a default that is no choice',
    { args: [{ ...arg, choices: ['a'], default: 'b' }] },
    '$.args[0].default',
    /one of a$/,
  ],
  [
    'choices of numbers',
    { args: [{ ...arg, type: 'number', choices: ['1'] }] },
    '$.args[0].choices',
    /type string/,
  ],
  ['an argument twice', { args: [arg, arg] }, '$.args[1].name', /there twice/],
  [
    'a required argument at the end',
    {
      args: [
        { ...arg, optional: true },
        { ...arg, name: 'n' },
      ],
    },
    '$.args[1]',
    /must be optional/,
  ],
  [
    'an unknown argument key',
    { args: [{ ...arg, argtype: 'x' }] },
    '$.args[0].argtype',
    /not a key/,
  ],
  ['too much memory', { limits: { memoryMb: 1e6 } }, '$.limits.memoryMb', /at most 4096/],
  ['half a millisecond', { limits: { timeMs: 0.5 } }, '$.limits.timeMs', /needs an integer/],
];

for (const [what, change, path, text] of refused) {
  test(`a manifest may not have ${what}`, () => {
    const json: unknown = JSON.parse(JSON.stringify({ ...goodManifest, ...change }));
    const problems = checkManifest(json);
    const found = problems.find((problem) => problem.path === path && text.test(problem.text));
    assert.ok(found, JSON.stringify(problems));
  });
}

test('every problem is told at once', () => {
  const problems = checkManifest({ ...goodManifest, name: 'A', version: '1', fields: 'fd.name' });
  assert.deepEqual(problems.map(({ path }) => path).sort(), ['$.fields', '$.name', '$.version']);
});

for (const json of [null, [], 'text', 3, JSON.parse('{"__proto__": {"name": "x"}}') as unknown]) {
  test(`${JSON.stringify(json)} is not a manifest`, () => {
    assert.notEqual(checkManifest(json).length, 0);
  });
}

const unreadable: [string, Buffer, string][] = [
  ['half a document', Buffer.from('{"name": '), 'CHISEL_MANIFEST_INVALID'],
  ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'CHISEL_MANIFEST_INVALID'],
  ['a document too large', Buffer.alloc(65 * 1024, ' '), 'CHISEL_REGISTRY_TOO_LARGE'],
  ['deep nesting', Buffer.from('['.repeat(60_000)), 'CHISEL_MANIFEST_INVALID'],
];

for (const [what, bytes, code] of unreadable) {
  test(`${what} is refused`, () => {
    assert.throws(() => parseManifest(bytes, 'sample'), { code });
  });
}
