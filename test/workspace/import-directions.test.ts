import assert from 'node:assert/strict';
import test from 'node:test';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { importRules } from '../../eslint-imports.ts';

const eslint = new ESLint({
  cwd: new URL('../..', import.meta.url).pathname,
  overrideConfigFile: true,
  overrideConfig: [
    { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
    { plugins: { '@typescript-eslint': tseslint.plugin } },
    ...importRules(),
  ],
});

const cases: [file: string, statement: string, allowed: boolean][] = [
  ['core/event/x.ts', "import { a } from '../state/a.ts';", false],
  ['core/event/x.ts', "import type { A } from '../pipeline.ts';", false],
  ['core/event/x.ts', "export * from '@chisel/core/filter/a.ts';", false],
  ['core/state/handlers/x.ts', "import { a } from '../../field/a.ts';", false],
  ['core/state/handlers/x.ts', "import { a } from '../field.ts';", true],
  ['core/state/handlers/x.ts', "import { a } from '../../event/a.ts';", true],
  ['core/filter/x.ts', "import { a } from './batch.ts';", true],
  ['core/filter/x.ts', "import { a } from '../field/field.ts';", true],
  ['core/field/x.ts', "import type { A } from '../consumer.ts';", false],
  ['core/sandbox/x.ts', "import type { A } from '../consumer.ts';", true],
  ['core/sandbox/x.ts', "import type { A } from '../pipeline.ts';", false],
  ['core/pipeline.ts', "import { a } from './sandbox/a.ts';", true],
  ['core/batch/x.ts', "import { a } from '@chisel/sdk';", false],
  ['core/batch/x.ts', "import type { A } from '@chisel/sdk';", true],
  ['core/batch/x.ts', "import { a } from '@chisel/scap';", false],
  ['core/batch/x.ts', "import { a } from '../../plugins/scap/a.ts';", false],
  ['core/field/x.test.ts', "import { a } from '@chisel/scap';", true],
  ['sdk/x.ts', "import type { A } from '@chisel/core';", false],
  ['sdk/x.ts', "import { a } from './a.ts';", true],
  ['plugins/scap/x.ts', "import { a } from '@chisel/core/event/source.ts';", true],
  ['plugins/scap/x.ts', "import { a } from '@chisel/text';", false],
  ['plugins/scap/x.ts', "import { a } from '../text/a.ts';", false],
  ['plugins/scap/x.ts', "import { a } from '@chisel/registry';", false],
  ['registry/manifest/x.ts', "import { a } from '../a.ts';", true],
  ['registry/manifest/x.ts', "import { a } from '../../core/a.ts';", false],
  ['plugins/lua/x.ts', "import { a } from '@chisel/isolate';", true],
  ['plugins/lua/x.ts', "import { a } from '@chisel/typescript';", false],
  ['plugins/cli/x.ts', "import { a } from '@chisel/scap';", true],
];

for (const [file, statement, allowed] of cases) {
  test(`${file}: ${statement} is ${allowed ? 'allowed' : 'reported'}`, async () => {
    const [result] = await eslint.lintText(`${statement}\n`, { filePath: file });
    assert.equal(result?.fatalErrorCount, 0);
    assert.equal(result.messages.length === 0, allowed, JSON.stringify(result.messages));
  });
}
