import assert from 'node:assert/strict';
import test from 'node:test';
import { AsyncSeriesBailHook, AsyncSeriesHook, SyncHook } from 'tapable';
import { ChiselError, defineError } from '../errors/chisel-error.ts';
import { Bus, type Plugin } from './bus.ts';

interface SampleHooks {
  readonly open: AsyncSeriesBailHook<[string], string>;
  readonly block: AsyncSeriesHook<[number]>;
  readonly told: SyncHook<[number]>;
}

function createBus(): Bus<SampleHooks> {
  return new Bus<SampleHooks>({
    open: new AsyncSeriesBailHook(['name'], 'open'),
    block: new AsyncSeriesHook(['count'], 'block'),
    told: new SyncHook(['count'], 'told'),
  });
}

function plugin(name: string, apply: Plugin<SampleHooks>['apply']): Plugin<SampleHooks> {
  return { name, apply };
}

function isBlamed(name: string, hook: string, cause: unknown) {
  return (error: unknown): boolean => {
    assert.ok(error instanceof ChiselError);
    assert.equal(error.code, 'CHISEL_PLUGIN_FAILED');
    assert.match(error.message, new RegExp(`^plugin ${name} failed in ${hook}: `));
    assert.equal(error.cause, cause);
    return true;
  };
}

test('plugins are tapped in the order they are given, and known by name', async () => {
  const calls: string[] = [];
  const noting = (name: string) =>
    plugin(name, ({ block }) => {
      block.tapPromise(name, async (count) => {
        await Promise.resolve();
        calls.push(`${name} ${count}`);
      });
    });
  const bus = createBus().use(noting('first'), noting('second')).use(noting('third'));
  await bus.hooks.block.promise(7);
  assert.deepEqual(calls, ['first 7', 'second 7', 'third 7']);
  assert.deepEqual(bus.plugins, ['first', 'second', 'third']);
});

test('the first answer ends the search', async () => {
  const asked: string[] = [];
  const answering = (name: string, answer: string | undefined) =>
    plugin(name, ({ open }) => {
      open.tapPromise(name, (wanted) => {
        asked.push(name);
        return Promise.resolve(wanted === 'file' ? answer : undefined) as Promise<string>;
      });
    });
  const bus = createBus().use(
    answering('a', undefined),
    answering('b', 'of b'),
    answering('c', 'of c'),
  );
  assert.equal(await bus.hooks.open.promise('file'), 'of b');
  assert.deepEqual(asked, ['a', 'b']);
  assert.equal(await bus.hooks.open.promise('else'), undefined);
});

const fault = new TypeError('broken');

test('a fault is stamped with its plugin and hook', async () => {
  const { hooks } = createBus().use(
    plugin('sound', ({ block }) => block.tap('sound', () => {})),
    plugin('throwing', ({ block, told }) => {
      told.tap('throwing', () => {
        throw fault;
      });
      block.tapPromise('throwing', () => {
        throw fault;
      });
    }),
  );
  assert.throws(() => hooks.told.call(1), isBlamed('throwing', 'told', fault));
  await assert.rejects(hooks.block.promise(1), isBlamed('throwing', 'block', fault));
});

test('a promise that is rejected is a fault too', async () => {
  const { hooks } = createBus().use(
    plugin('late', ({ open }) => open.tapPromise('late', () => Promise.reject(fault))),
  );
  await assert.rejects(hooks.open.promise('file'), isBlamed('late', 'open', fault));
});

test('what goes wrong for the user passes as it is', async () => {
  const noFile = defineError<object>('CHISEL_TEST_NO_FILE', () => ({ message: 'no file' }))({});
  const { hooks } = createBus().use(
    plugin('scap', ({ open }) => open.tapPromise('scap', () => Promise.reject(noFile))),
  );
  await assert.rejects(hooks.open.promise('file'), (error) => error === noFile);
});

test('after a fault the taps that follow are not called', async () => {
  let called = false;
  const { hooks } = createBus().use(
    plugin('a', ({ block }) => block.tapPromise('a', () => Promise.reject(fault))),
    plugin('b', ({ block }) => block.tap('b', () => void (called = true))),
  );
  await assert.rejects(hooks.block.promise(1));
  assert.equal(called, false);
});
