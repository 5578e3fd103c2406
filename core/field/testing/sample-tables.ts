import assert from 'node:assert/strict';
import type { StartTables } from '../../event/source.ts';
import { FdType, L4 } from '../../state/fd-entry.ts';
import { fdEntry, threadEntry, type Scene } from './scene.ts';

/** A small machine: init, a shell and a `cat` of two threads with a few open fds. */
export const sampleTables: Partial<StartTables> = {
  machine: { cpuCount: 2, memorySizeBytes: 0, maxPid: 0, hostname: 'box', bootTimeNs: 0n },
  interfaces: [
    {
      name: 'eth0',
      address: '\x0a\0\0\x01',
      netmask: '\xff\xff\xff\0',
      broadcast: '\x0a\0\0\xff',
      linkSpeed: 0,
    },
  ],
  users: [{ uid: 1000, gid: 100, name: 'anna', home: '/home/anna', shell: '/bin/bash' }],
  groups: [{ gid: 100, name: 'users' }],
  threads: [
    threadEntry(1, { comm: 'init', ptid: 0, sid: 1 }),
    threadEntry(50, { comm: 'bash', exe: '-bash', exepath: '/bin/bash', sid: 50 }),
    threadEntry(100, {
      ptid: 50,
      sid: 50,
      args: '-n\0/etc/hosts\0',
      env: 'HOME=/home/anna\0LANG=C\0',
      cgroups: 'cpu=/a\0memory=/b\0',
      vmSizeKb: 2000,
      loginuid: 1000,
    }),
    threadEntry(101, { pid: 100, ptid: 50, flags: 0x10000 | 8192 | 1 }),
  ],
  fds: [
    {
      tid: 100,
      entries: [
        fdEntry(0, { type: FdType.FIFO, name: 'pipe:[1]' }),
        fdEntry(3, { type: FdType.FILE_V2, name: '/etc/hosts', dev: 0x801, ino: 77n }),
        fdEntry(4, {
          type: FdType.IPV4_SOCK,
          l4: L4.TCP,
          sip: '\x0a\0\0\x01',
          sport: 40000,
          dip: '\x08\x08\x08\x08',
          dport: 53,
        }),
        fdEntry(5, { type: FdType.UNIX_SOCK, name: '/run/systemd/journal/dev-log /dev/log' }),
        fdEntry(6, { type: FdType.DIRECTORY, name: '/srv/www' }),
      ],
    },
  ],
};

/** Checks the values of fields on the event at hand. */
export function checkValues(scene: Scene, expected: Readonly<Record<string, unknown>>): void {
  for (const [field, value] of Object.entries(expected)) {
    assert.deepEqual(scene.value(field), value, field);
  }
}

/** Checks what lines show for fields on the event at hand. */
export function checkTexts(
  scene: Scene,
  expected: Readonly<Record<string, string | undefined>>,
): void {
  for (const [field, text] of Object.entries(expected))
    assert.equal(scene.text(field), text, field);
}
