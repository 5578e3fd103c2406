import assert from 'node:assert/strict';
import test from 'node:test';
import { checkTexts, checkValues, sampleTables } from './testing/sample-tables.ts';
import { Scene, START_NS } from './testing/scene.ts';

test('numbers, types and times', () => {
  const scene = new Scene(sampleTables);
  scene.run('> read', [3, 100], { cpu: 3 }).run('< read', [5, 'hello'], { atNs: 1_500, cpu: 3 });
  checkValues(scene, {
    'evt.num': 2,
    'evt.cpu': 3,
    'evt.dir': '<',
    'evt.type': 'read',
    'evt.type.is.read': 1,
    'evt.type.is.7': 1,
    'evt.type.is.write': 0,
    'syscall.type': 'read',
    'evt.category': 'file',
    'evt.rawtime': START_NS + 1_500n,
    'evt.rawtime.s': 1_700_000_000,
    'evt.rawtime.ns': 123_458_289,
    'evt.reltime': 1_500,
    'evt.reltime.s': 0,
    'evt.latency': 1_500,
    'evt.latency.s': 0,
    'evt.latency.human': '1.50us',
    'evt.around[1700000000123456789]': 1_500,
    'evt.hostname': 'box',
    'evt.source': 'syscall',
    'evt.is_async': false,
    'evt.asynctype': undefined,
    'evt.pluginname': undefined,
  });
  checkTexts(scene, {
    'evt.num': '2',
    'evt.rawtime': '1700000000123458289',
    'evt.rawtime.ns': '123458289',
    'evt.reltime': '000001500',
    'evt.latency.ns': '000001500',
    'evt.time.iso8601': '2023-11-14T22:13:20.123458289+0000',
  });
});

test('times of the previous event and the forms of the time column', () => {
  const modes = { a: '1700000000.123456889', r: '0.000000100', d: '0.000000000', D: '0.000000000' };
  for (const [timeMode, text] of Object.entries(modes) as ['a', string][]) {
    const scene = new Scene(sampleTables, { timeMode }).run('> getuid', [], { atNs: 100 });
    assert.equal(scene.text('evt.outputtime'), text, timeMode);
  }
  const scene = new Scene(sampleTables).run('> close', [3]);
  const delta = scene.bind('evt.deltatime');
  assert.equal(delta.extract(scene.event), 0);
  scene.run('< close', [0], { atNs: 2_000_000_000 });
  assert.equal(delta.extract(scene.event), 2_000_000_000);
  scene.run('> close', [3], { atNs: 1_999_999_999 });
  assert.equal(delta.extract(scene.event), 2n ** 64n - 1n);
});

test('in JSON textual times are nanoseconds and nothing is padded', () => {
  const scene = new Scene(sampleTables, { json: true }).run('> close', [3], { atNs: 5 });
  for (const field of ['evt.time', 'evt.datetime.s', 'evt.time.iso8601', 'evt.outputtime']) {
    assert.equal(scene.value(field), START_NS + 5n, field);
    assert.equal(scene.bind(field).type, 'abstime', field);
  }
  assert.equal(scene.text('evt.reltime'), '5');
});

test('results', () => {
  const scene = new Scene(sampleTables)
    .run('> open', [], {})
    .run('< open', [-2, '/nosuch', 1, 0], {});
  checkValues(scene, {
    'evt.res': 'ENOENT',
    'evt.rawres': -2,
    'evt.failed': true,
    'evt.count': 1,
    'evt.count.error': 1,
    'evt.count.error.file': 1,
    'evt.count.error.net': undefined,
    'evt.count.error.memory': undefined,
    'evt.count.error.other': undefined,
    'evt.count.exit': 1,
    'fd.name': '/nosuch',
    'fd.directory': '/',
    'fd.filename': undefined,
    'fd.typechar': 'f',
    'fd.type': undefined,
  });
  scene.run('> close', [3]);
  checkValues(scene, { 'evt.res': undefined, 'evt.rawres': undefined, 'evt.failed': false });
  scene.run('< close', [0]);
  checkValues(scene, { 'evt.res': 'SUCCESS', 'evt.rawres': 0, 'evt.count.error': undefined });
});

test('reading and writing', () => {
  const scene = new Scene(sampleTables).run('> write', [3, 5]).run('< write', [5, 'hel\0o']);
  checkValues(scene, {
    'evt.is_io': true,
    'evt.is_io_read': false,
    'evt.is_io_write': true,
    'evt.io_dir': 'write',
    'evt.is_wait': false,
    'evt.wait_latency': undefined,
    'evt.is_syslog': false,
    'evt.buflen': 5,
    'evt.buflen.out': 5,
    'evt.buflen.in': undefined,
    'evt.buflen.file.out': 5,
    'evt.buflen.net': undefined,
    'evt.buffer': 'hel\0o',
    'evt.rawarg.data': 'hel\0o',
    'evt.rawarg.res': 5,
  });
  checkTexts(scene, { 'evt.buffer': 'hel.o', 'evt.arg.data': 'hel.o', 'evt.arg[1]': 'hel.o' });
  assert.equal(scene.text('evt.args'), 'res=5 data=hel.o ');
  scene.run('> poll', [Buffer.alloc(2), 5]).run('< poll', [0, Buffer.alloc(2)], { atNs: 9 });
  checkValues(scene, { 'evt.is_wait': true, 'evt.wait_latency': 9, 'evt.category': 'wait' });
});

test('arguments', () => {
  const scene = new Scene(sampleTables);
  scene
    .run('> openat', [-100, 'a/../b', 1, 0])
    .run('< openat', [7, -100, 'a/../b', 1 | 4, 0o711, 5]);
  checkValues(scene, {
    'evt.rawarg.fd': 7,
    'evt.rawarg.flags': 5,
    'evt.rawarg.mode': 0o711,
    'evt.is_open_read': true,
    'evt.is_open_write': false,
    'evt.is_open_exec': true,
    'evt.abspath': '/home/anna/b',
    'evt.abspath.src': '/home/anna/b',
    'fs.path.name': '/home/anna/b',
    'fs.path.nameraw': 'a/../b',
    'fs.path.source': undefined,
    'fd.num': 7,
    'fd.name': '/home/anna/b',
    'fd.nameraw': 'a/../b',
    'fd.filename': 'b',
    'fd.directory': '/home/anna',
    'fd.dev': 5,
  });
  checkTexts(scene, {
    'evt.arg.fd': '<f>/home/anna/b',
    'evt.arg.name': '/home/anna/b',
    'evt.arg.flags': 'O_CREAT|O_RDONLY',
    'evt.arg[9]': undefined,
  });
  scene.run('> renameat', []).run('< renameat', [0, 6, 'x', -100, '/y']);
  checkValues(scene, {
    'evt.abspath.src': '/srv/www/x',
    'evt.abspath.dst': '/y',
    'fs.path.sourceraw': 'x',
    'fs.path.target': '/y',
  });
});

test('processes and their ancestors', () => {
  const scene = new Scene(sampleTables).run('> close', [3], { tid: 101 });
  checkValues(scene, {
    'proc.pid': 100,
    'thread.tid': 101,
    'thread.ismain': false,
    'proc.nthreads': 2,
    'proc.nchilds': 0,
    'proc.aname': 'cat',
    'proc.apid[0]': 100,
    'proc.aname[1]': 'bash',
    'proc.apid[1]': 50,
    'proc.aname[2]': 'init',
    'proc.aname[3]': undefined,
    'proc.aexe[1]': '-bash',
    'proc.acmdline[1]': 'bash',
    'proc.loginshellid': 50,
    'thread.vmsize': 0,
    'proc.fdopencount': 5,
    'proc.fdlimit': 1024,
    'proc.stdin.type': 'pipe',
    'proc.stdin.name': 'pipe:[1]',
    'proc.stdout.name': undefined,
    'proc.cwd': '/home/anna/',
    'fd.types[3,4]': ['file', 'ipv4'],
  });
  const all = (field: string) => [...(scene.bind(field).extractAll?.(scene.event) ?? [])];
  assert.deepEqual(all('proc.aname'), ['bash', 'init']);
  assert.deepEqual(all('proc.apid'), [50, 1]);
  assert.equal(scene.bind('proc.aname[1]').extractAll, undefined);
  assert.equal(scene.text('proc.fdusage'), '0.5');
});

test('events that only name a thread have no latency', () => {
  const scene = new Scene(sampleTables).run('> close', [3]).run('< close', [0]).run('> drop', [1]);
  checkValues(scene, { 'proc.name': 'cat', 'evt.latency': 0, 'evt.latency.human': '' });
});

test('names, arguments, environment, users', () => {
  const scene = new Scene(sampleTables).run('> close', [3]);
  checkValues(scene, {
    'proc.name': 'cat',
    'proc.exe': '/bin/cat',
    'proc.exepath': '/usr/bin/cat',
    'proc.args': '-n /etc/hosts',
    'proc.args[1]': '/etc/hosts',
    'proc.args[2]': undefined,
    'proc.cmdline': 'cat -n /etc/hosts',
    'proc.exeline': '/bin/cat -n /etc/hosts',
    'proc.cmdnargs': 2,
    'proc.cmdlenargs': 12,
    'proc.env': 'HOME=/home/anna LANG=C',
    'proc.env[LANG]': 'C',
    'proc.env[NOSUCH]': undefined,
    'proc.aenv[HOME]': '/home/anna',
    'proc.pname': 'bash',
    'proc.ppid': 50,
    'proc.sname': 'bash',
    'proc.duration': undefined,
    'proc.vpid': 100,
    'thread.nametid': 'cat100',
    'thread.cgroups': 'cpu=/a memory=/b',
    'thread.cgroup.memory': '/b',
    'thread.cgroup.nosuch': undefined,
    'user.uid': 1000,
    'user.name': 'anna',
    'user.homedir': '/home/anna',
    'user.loginuid': 0,
    'user.loginname': undefined,
    'group.gid': 100,
    'group.name': 'users',
    'container.id': 'host',
    'container.name': 'host',
    'container.image': undefined,
    'util.cnt': 1,
  });
});

test('time on the CPU', () => {
  const scene = new Scene(sampleTables);
  const time = scene.bind('thread.exectime');
  const total = scene.bind('thread.totexectime');
  const cpu = scene.bind('thread.cpu');
  const expected: [at: number, own: number, sum: number][] = [
    [0, 0, 0],
    [70, 70, 70],
    [100, 30, 100],
  ];
  for (const [atNs, own, sum] of expected) {
    scene.run('> switch', [1, 0, 0, 0, 0, 0], { atNs, cpu: 1 });
    assert.equal(time.extract(scene.event), own);
    assert.equal(total.extract(scene.event), sum);
  }
  for (const [user, system, percent] of [
    [5, 5, 0],
    [10, 12, 12],
    [500, 12, 100],
  ] as const) {
    scene.run('> procinfo', [user, system]);
    assert.equal(cpu.extract(scene.event), percent);
  }
});
