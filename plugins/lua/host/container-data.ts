import { ContainerType } from '@chisel/core/state/container.ts';
import type { State } from '@chisel/core/state/state.ts';
import type { HostData } from '../guest/to-lua.ts';

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
  return [...state.containers.values()].map(({ id, name, image, type = -1 }) => ({
    id,
    name,
    image,
    type: typeNames[type] ?? 'unknown',
  }));
}
