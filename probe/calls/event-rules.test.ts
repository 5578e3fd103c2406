import assert from 'node:assert/strict';
import test from 'node:test';
import { EventTable, type Edition } from '@chisel/core/event/event-table.ts';
import { createCallRules } from './event-rules.ts';
import { convertFlags } from './flag-conversions.ts';

for (const edition of ['classic', 'newest'] as Edition[]) {
  const table = new EventTable(edition);
  const rules = createCallRules(table);

  test(`every call has events that ${edition} knows, with all their params`, () => {
    assert.ok(rules.length > 330, String(rules.length));
    for (const { name, enter, exit } of rules) {
      for (const { type, count } of enter ? [enter, exit] : [exit]) {
        const row = table.typeOf(type);
        assert.ok(row.known, `${name} has event ${String(type)}`);
        // Newer tables let an exit carry what its enter said; of that, what there is.
        if (edition === 'classic') assert.equal(count, row.params.length, name);
        else assert.ok(count <= row.params.length, name);
      }
    }
  });
}

test('every param is as wide as its type', () => {
  const widths: Readonly<Record<string, number>> = { UINT8: 1, UINT16: 2, UINT32: 4, UINT64: 8 };
  const table = new EventTable('classic');
  for (const { name, enter, exit } of createCallRules(table)) {
    for (const { type, params } of enter ? [enter, exit] : [exit]) {
      params.forEach(({ kind, bytes }, i) => {
        const width = widths[table.typeOf(type).params[i]?.type ?? ''];
        const fixed = /^[us](\d+)$/.exec(kind);
        if (width === undefined) return;
        assert.equal(bytes, width, `${name} ${String(i)}`);
        if (fixed) assert.equal(Number(fixed[1]) / 8, width, `${name} ${String(i)}`);
      });
    }
  }
});

test('flags are converted as captures have them', () => {
  const rows: [table: string, kernel: number, portable: number][] = [
    ['file_flags', 0, 1],
    ['file_flags', 0o2102, 3 | 4 | 8],
    ['mmap_flags', 0x22, 2 | 8],
    ['lseek_whence', 2, 2],
    ['lseek_whence', 9, 0],
    ['rlimit_resources', 99, 255],
    ['futex_operations', 129, 129],
    ['fcntl_commands', 1030, 26],
    ['no such table', 5, 5],
  ];
  for (const [table, kernel, portable] of rows) {
    assert.equal(convertFlags(table, kernel), portable, `${table} ${String(kernel)}`);
  }
});
