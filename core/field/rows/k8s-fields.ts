import type { Container } from '../../state/containers/container.ts';
import type { Event } from '../../state/event.ts';
import { Need } from '../../state/needs.ts';
import { ofContainer } from './container-fields.ts';
import { defineFields, noValue, type FieldSpec } from '../define-fields.ts';
import { bracketed, dotted, oneOf } from '../field-arguments.ts';

/** Labels of container events that name the pod. */
const POD_NAME = 'io.kubernetes.pod.name';
const POD_NAMESPACE = 'io.kubernetes.pod.namespace';
const POD_UID = 'io.kubernetes.pod.uid';
const SANDBOX_ID = 'io.kubernetes.sandbox.id';
const SHORT_ID = 12;

export const labelArgument = oneOf(bracketed, dotted(/[\w./-]*[\w/-]/y));

const kinds: readonly (readonly [kind: string, what: string])[] = [
  ['rc', 'replication controller'],
  ['svc', 'service'],
  ['rs', 'replica set'],
  ['deployment', 'deployment'],
];

/** Kubernetes objects around the container. */
export const k8sFields = defineFields({ class: 'k8s', needs: Need.CONTAINERS }, [
  fromLabel('k8s.pod.name', 'Name of the pod.', POD_NAME),
  fromLabel('k8s.pod.id', 'Id of the pod.', POD_UID),
  {
    ...label('k8s.pod.label', 'pod'),
    bind: (_context, name = '') => ({ extract: (event) => podLabels(event)?.get(name) }),
  },
  {
    name: 'k8s.pod.labels',
    description: 'All labels of the pod as NAME:VALUE, with commas.',
    extract: (event) => {
      const labels = podLabels(event);
      return labels && labels.size > 0 ? labelsText(labels) : undefined;
    },
  },
  fromLabel('k8s.ns.name', 'Name of the namespace of the pod.', POD_NAMESPACE),
  object('k8s.ns.id', 'Id of the namespace of the pod'),
  label('k8s.ns.label', 'namespace'),
  object('k8s.ns.labels', 'All labels of the namespace'),
  ...kinds.flatMap(([kind, what]) => [
    object(`k8s.${kind}.name`, `Name of the ${what} of the pod`),
    object(`k8s.${kind}.id`, `Id of the ${what} of the pod`),
    label(`k8s.${kind}.label`, what),
    object(`k8s.${kind}.labels`, `All labels of the ${what}`),
  ]),
  { ...fromLabel('k8s.pod.uid', 'Id that Kubernetes gave the pod.', POD_UID), classic: false },
  {
    name: 'k8s.pod.sandbox_id',
    classic: false,
    description: 'Short id of the sandbox container of the pod.',
    extract: ofContainer((container) => sandboxId(container)?.slice(0, SHORT_ID)),
  },
  {
    name: 'k8s.pod.full_sandbox_id',
    classic: false,
    description: 'Id of the sandbox container of the pod in full.',
    extract: ofContainer(sandboxId),
  },
  {
    name: 'k8s.pod.ip',
    classic: false,
    description: 'Address of the pod.',
    extract: ofContainer(({ ip }) =>
      ip === 0 ? undefined : [24, 16, 8, 0].map((shift) => (ip >>> shift) & 255).join('.'),
    ),
  },
  {
    name: 'k8s.pod.cni.json',
    classic: false,
    description: 'Network configuration of the pod.',
    extract: ofContainer(({ cniJson }) => (cniJson === '' ? undefined : cniJson)),
  },
]);

function fromLabel(name: string, description: string, key: string): FieldSpec {
  return { name, description, extract: ofContainer(({ labels }) => labels.get(key)) };
}

function sandboxId({ labels, podSandboxId }: Container): string | undefined {
  return podSandboxId === '' ? labels.get(SANDBOX_ID) : podSandboxId;
}

/** A field whose data only a live API server has. */
function object(name: string, description: string): FieldSpec {
  return { name, description: `${description}, which captures do not hold.`, extract: noValue };
}

function label(name: string, what: string): FieldSpec {
  return {
    name,
    description: `One label of the ${what} by its name.`,
    argument: 'required',
    argumentKind: `${name}.NAME`,
    readArgument: labelArgument,
    extract: noValue,
  };
}

/** The labels of a pod are those of its sandbox container. */
function podLabels({ thread, state }: Event): ReadonlyMap<string, string> | undefined {
  if (!thread || thread.containerId === '') return undefined;
  const { containers } = state;
  const id = containers.get(thread.containerId)?.labels.get(SANDBOX_ID);
  return id === undefined ? undefined : containers.get(id.slice(0, SHORT_ID))?.labels;
}

function labelsText(labels: ReadonlyMap<string, string>): string {
  return [...labels]
    .filter(([name]) => !name.startsWith('annotation.') && !name.startsWith('io.kubernetes.'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}:${value}`))
    .join(', ');
}
