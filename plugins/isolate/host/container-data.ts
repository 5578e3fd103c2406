import { ContainerType, type Container } from '@chisel/core/state/containers/container.ts';
import type { State } from '@chisel/core/state/state.ts';
import type { HostData } from './host-data.ts';
import { hashOrder } from './hash-order.ts';

const typeNames: Readonly<Record<number, string>> = {
  [ContainerType.DOCKER]: 'docker',
  [ContainerType.LXC]: 'lxc',
  [ContainerType.LIBVIRT_LXC]: 'libvirt_lxc',
  [ContainerType.MESOS]: 'mesos',
  [ContainerType.RKT]: 'rkt',
  [ContainerType.CRI]: 'cri',
  [ContainerType.CONTAINERD]: 'containerd',
  [ContainerType.CRIO]: 'cri-o',
  [ContainerType.BPM]: 'bpm',
};

/** The container table as scripts see it, an array. */
export function containerData(state: State): HostData {
  const ids = hashOrder(state.containerTable.ids());
  return ids.map((id) => {
    const { name, image, type = -1 } = state.containers.get(id) as Container;
    return { id, name, image, type: typeNames[type] ?? 'unknown' };
  });
}
