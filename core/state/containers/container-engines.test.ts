import assert from 'node:assert/strict';
import test from 'node:test';
import { ContainerType } from './container.ts';
import { Machine, threadEntry } from '../testing/run-events.ts';

const ID = '0123456789ab'.padEnd(64, 'c');
const SHORT = '0123456789ab';

/** Cgroup path, id of the container, type of the container or undefined when none is made. */
const cases: [path: string, id: string, type: number | undefined][] = [
  [`/docker/${ID}`, SHORT, ContainerType.DOCKER],
  [`/system.slice/docker-${ID}.scope`, SHORT, ContainerType.DOCKER],
  [`/kubepods/burstable/pod1/${ID}`, SHORT, ContainerType.DOCKER],
  [`/machine.slice/libpod-${ID}.scope`, SHORT, ContainerType.PODMAN],
  [`/kubepods.slice/cri-containerd-${ID}.scope`, SHORT, undefined],
  [`/kubepods.slice/crio-${ID}.scope`, SHORT, undefined],
  [`/lxc/web/init.scope`, 'web', ContainerType.LXC],
  [`/lxc.payload/web`, 'web', ContainerType.LXC],
  [`/machine/web.libvirt-lxc`, 'web', ContainerType.LIBVIRT_LXC],
  [`/libvirt/lxc/web`, 'web', ContainerType.LXC],
  [`/bpm-job.scope`, 'job', ContainerType.BPM],
  [`/user.slice/session.scope`, '', undefined],
  [`/docker/${ID}x`, '', undefined],
  [`/mesos/a9f41620-b165-4d24-abe0-af0af92e7b20`, '', undefined],
];

test('containers are known by the cgroups of their threads', () => {
  for (const [path, id, type] of cases) {
    const { state } = new Machine({
      threads: [threadEntry(100, { cgroups: `cpu=${path}\0` })],
    });
    assert.equal(state.threadOf(100)?.containerId, id, path);
    assert.equal(state.containers.get(id)?.type, type, path);
  }
});

test('a mesos task needs its id in the environment, its own or of a parent', () => {
  const cgroups = 'cpu=/mesos/a9f41620-b165-4d24-abe0-af0af92e7b20\0';
  const { state } = new Machine({
    threads: [
      threadEntry(100, { env: 'MESOS_TASK_ID=web.1\0' }),
      threadEntry(101, { ptid: 100, cgroups }),
    ],
  });
  const id = state.threadOf(101)?.containerId ?? '';
  assert.equal(id, 'a9f41620-b165-4d24-abe0-af0af92e7b20');
  assert.equal(state.containers.get(id)?.mesosTaskId, 'web.1');
});
