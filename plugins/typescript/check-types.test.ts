import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { buildChisels } from './build-chisels.ts';
import { generateFieldTypes } from './generate-field-types.ts';

const manifest = { name: 'sample', entry: 'main.ts', fields: ['fd.name', 'evt.arg.res'] };

const sourceOf = (text: string, name = 'sample') => ({
  manifest: { ...manifest, name },
  files: new Map([['main.ts', Buffer.from(text)]]),
});

async function build(text: string, timeMs = 30_000): Promise<Map<string, string> | Error> {
  const [built] = await buildChisels([sourceOf(text)], { timeMs, memoryMb: 512 });
  return built as Map<string, string> | Error;
}

function chisel(fields: string, body: string): string {
  return `import { defineChisel } from '@chisel/sdk';\nexport default defineChisel({ fields: [${fields}], onEvent(event) { ${body} } });\n`;
}

const refused: [name: string, source: string, expected: RegExp][] = [
  ['a misspelt field', chisel("'fd.nam'", ''), /main\.ts:2:40 .*Did you mean '"fd\.name"'/],
  [
    'a field not declared',
    chisel("'fd.name'", "void event['fd.num'];"),
    /main\.ts:2:\d+ .*fd\.num/,
  ],
  ['a wrong type', chisel("'fd.name'", "const n: number = event['fd.name'];"), /not assignable/],
  ['an enum', 'enum A { B }\nexport default A;\n', /main\.ts:1:6/],
  ['a syntax error', 'let = ;\n', /main\.ts:1/],
  ['an import of Node', "import fs from 'node:fs';\nexport default fs;\n", /node:fs/],
  ['a file outside', "import '../../etc/passwd.ts';\n", /main\.ts:1:8/],
];
const answers = buildChisels(refused.map(([name, source]) => sourceOf(source, name)));

refused.forEach(([name, , expected], index) => {
  test(`${name} is refused with its place`, async () => {
    assert.match(String((await answers)[index]), expected);
  });
});

test('a sound chisel becomes JavaScript with the same places', async () => {
  const source = chisel(
    "'fd.name', 'evt.arg.res'",
    "const n: string | undefined = event['fd.name']; void n;",
  );
  const built = await build(source);
  assert.ok(built instanceof Map, String(built));
  assert.deepEqual([...built.keys()], ['main.js']);
  assert.equal(built.get('main.js')?.length, source.length);
});

const sound = chisel("'fd.name'", '');

test('of several chisels only the wrong one is refused', async () => {
  const wrong = chisel("'fd.nam'", '');
  const built = await buildChisels([sound, wrong, sound].map((text) => sourceOf(text)));
  assert.deepEqual(
    built.map((one) => one instanceof Map),
    [true, false, true],
  );
});

test('a chisel cannot change the types of another', async () => {
  const evil = `declare global { interface String { evil(): void } }\n${sound}`;
  const victim = chisel("'fd.name'", "''.evil();");
  const built = await buildChisels([evil, victim].map((text) => sourceOf(text)));
  assert.match(String(built[1]), /Property 'evil' does not exist/);
});

const endless = `type Grow<T extends unknown[], N> = T['length'] extends N ? T : Grow<[...T, 0], N> | Grow<[...T, 1], N>;
type Big = Grow<[], 17>;
export const big: Big = [];
${sound}`;
const deep = (open: string, close: string): string =>
  `${sound}export const x = ${open.repeat(200_000)}1${close.repeat(200_000)};\n`;

for (const [what, text] of [
  ['types without an end', endless],
  ['brackets without an end', deep('[', ']')],
  ['parentheses without an end', deep('(', ')')],
  ['operators without an end', deep('!', '')],
] as const) {
  test(`${what} are refused in time, and the next chisel builds`, { timeout: 60_000 }, async () => {
    const begin = performance.now();
    assert.ok((await build(text, 5000)) instanceof Error);
    assert.ok(performance.now() - begin < 20_000);
    assert.ok((await build(sound)) instanceof Map);
  });
}

test("the SDK's field types are the field table's", async () => {
  const { format, resolveConfig } = await import('prettier');
  const path = new URL('../../sdk/field-types.ts', import.meta.url);
  const options = await resolveConfig(path);
  const wanted = await format(generateFieldTypes(), { ...options, parser: 'typescript' });
  assert.equal(readFileSync(path, 'utf8'), wanted);
});
