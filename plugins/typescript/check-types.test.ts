import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { buildChisel } from './build-chisel.ts';
import { generateFieldTypes } from './generate-field-types.ts';

const folder = mkdtempSync(join(tmpdir(), 'chisel-types-'));
after(() => rmSync(folder, { recursive: true }));

const manifest = { name: 'sample', entry: 'main.ts', fields: ['fd.name', 'evt.arg.res'] };

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
for (const [name, source, expected] of refused) {
  test(`${name} is refused with its place`, async () => {
    writeFileSync(join(folder, 'main.ts'), source);
    await assert.rejects(buildChisel(folder, manifest), expected);
  });
}

test('a sound chisel becomes JavaScript with the same places', async () => {
  const source = chisel(
    "'fd.name', 'evt.arg.res'",
    "const n: string | undefined = event['fd.name']; void n;",
  );
  writeFileSync(join(folder, 'main.ts'), source);
  const built = await buildChisel(folder, manifest);
  assert.deepEqual([...built.keys()], ['main.js']);
  assert.equal(built.get('main.js')?.length, source.length);
});

test("the SDK's field types are the field table's", async () => {
  const { format, resolveConfig } = await import('prettier');
  const path = new URL('../../sdk/field-types.ts', import.meta.url);
  const options = await resolveConfig(path);
  const wanted = await format(generateFieldTypes(), { ...options, parser: 'typescript' });
  assert.equal(readFileSync(path, 'utf8'), wanted);
});
