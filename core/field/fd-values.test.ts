import assert from 'node:assert/strict';
import test from 'node:test';
import { checkTexts, checkValues, sampleTables } from './testing/sample-tables.ts';
import { Scene, threadEntry } from './testing/scene.ts';

test('sockets', () => {
  const scene = new Scene(sampleTables).run('> read', [4, 1]);
  checkValues(scene, {
    'fd.num': 4,
    'fd.type': 'ipv4',
    'fd.typechar': '4',
    'fd.sockfamily': 'ip',
    'fd.l4proto': 'tcp',
    'fd.cip': '\x0a\0\0\x01',
    'fd.sip': '\x08\x08\x08\x08',
    'fd.lip': '\x0a\0\0\x01',
    'fd.rip': '\x08\x08\x08\x08',
    'fd.cport': 40000,
    'fd.sport': 53,
    'fd.lport': 40000,
    'fd.rport': 53,
    'fd.sproto': '53',
    'fd.is_server': false,
    'fd.connected': true,
    'fd.uid': '1004',
    'fd.directory': undefined,
  });
  assert.deepEqual(scene.bind('fd.port').extractAll?.(scene.event), [40000, 53]);
  checkTexts(scene, { 'fd.sip': '8.8.8.8', 'fd.name': '10.0.0.1:40000->8.8.8.8:53' });
  const named = new Scene(sampleTables, { resolvePorts: true }).run('> read', [4, 1]);
  assert.match(String(named.value('fd.sproto')), /^(domain|53)$/);
});

test('fds that are not known, and events without any', () => {
  const scene = new Scene(sampleTables).run('> read', [99, 1]);
  checkValues(scene, {
    'fd.num': 99,
    'fd.name': undefined,
    'fd.type': undefined,
    'fd.typechar': 'o',
  });
  scene.run('< read', [1, 'x']);
  checkValues(scene, {
    'fd.name': '',
    'fd.directory': '/',
    'fd.cip': undefined,
    'evt.buflen': undefined,
  });
  scene.run('> getuid', []);
  checkValues(scene, { 'fd.num': undefined, 'fd.name': undefined, 'fd.typechar': undefined });
});

test('messages to the system log', () => {
  const scene = new Scene(sampleTables)
    .run('> sendto', [5, 20])
    .run('< sendto', [20, '<86>cron: hi']);
  checkValues(scene, {
    'evt.is_syslog': true,
    'syslog.facility': 10,
    'syslog.facility.str': 'authpriv',
    'syslog.severity': 6,
    'syslog.severity.str': 'info',
    'syslog.message': 'cron: hi',
    'evt.info': 'syslog sev=info msg=cron: hi',
  });
  for (const data of ['', '<', '<>x', '<x>y', '<99999999999>y', 'plain text']) {
    scene.run('> sendto', [5, 20]).run('< sendto', [20, data]);
    checkValues(scene, { 'syslog.message': undefined, 'evt.info': `res=20 data=${data} ` });
  }
});

test('lists of fds', () => {
  const list = Buffer.alloc(2 + 3 * 10);
  list.writeUInt16LE(3, 0);
  [3, 4, 9].forEach((fd, i) => list.writeBigInt64LE(BigInt(fd), 2 + i * 10));
  const scene = new Scene(sampleTables).run('> poll', [list, 5]);
  checkValues(scene, {
    'fdlist.nums': '3,4,9',
    'fdlist.names': '/etc/hosts,10.0.0.1:40000->8.8.8.8:53,<NA>',
    'fdlist.cips': '10.0.0.1',
    'fdlist.sips': '8.8.8.8',
    'fdlist.cports': '40000',
    'fdlist.sports': '53',
  });
  const cut = Buffer.from(list.subarray(0, 15));
  cut.writeUInt16LE(60000, 0);
  assert.equal(scene.run('> poll', [cut, 5]).value('fdlist.nums'), '3');
});

test('containers', () => {
  const id = '0123456789ab';
  const full = id.padEnd(64, '0');
  const scene = new Scene();
  const container = {
    id,
    full_id: full,
    type: 0,
    name: 'web',
    image: 'nginx:1',
    imageid: 'abc',
    imagerepo: 'nginx',
    imagetag: '1',
    privileged: true,
    lookup_state: 1,
    ip: '172.17.0.2',
    labels: { 'io.kubernetes.pod.name': 'web-1' },
    Mounts: [{ Source: '/a', Destination: '/b', Mode: 'z', RW: true, Propagation: 'p' }],
  };
  scene.run('> container', [JSON.stringify({ container })]);
  scene.load({
    ...sampleTables,
    threads: [threadEntry(100, { cgroups: `cpu=/docker/${full}\0` })],
  });
  scene.run('> close', [3]);
  checkValues(scene, {
    'container.id': id,
    'container.full_id': full,
    'container.ip': '172.17.0.2',
    'container.type': 'docker',
    'container.name': 'web',
    'container.image': 'nginx:1',
    'container.image.tag': '1',
    'container.image.digest': undefined,
    'container.privileged': true,
    'container.mounts': '/a:/b:z:true:p',
    'container.mount[0]': '/a:/b:z:true:p',
    'container.mount[1]': undefined,
    'container.mount["/[a-c]"]': '/a:/b:z:true:p',
    'container.mount[/b]': undefined,
    'container.mount.dest[/?]': '/b',
    'container.mount.source[/b*]': '/a',
    'container.mount.rdwr[/a]': 'true',
    'container.healthcheck': 'NONE',
    'k8s.pod.name': 'web-1',
    'k8s.ns.name': undefined,
  });
});
