import { defineFields, noValue, type FieldSpec } from '../define-fields.ts';
import { labelArgument } from './k8s-fields.ts';

/** Mesos and Marathon objects. Their data comes from a live server: no capture has it. */
export const mesosFields = defineFields({ class: 'mesos' }, [
  object('mesos.task.name', 'Name of the Mesos task.'),
  object('mesos.task.id', 'Id of the Mesos task.'),
  label('mesos.task.label', 'One label of the Mesos task by its name.'),
  object('mesos.task.labels', 'All labels of the Mesos task.'),
  object('mesos.framework.name', 'Name of the Mesos framework.'),
  object('mesos.framework.id', 'Id of the Mesos framework.'),
  object('marathon.app.name', 'Name of the Marathon application.'),
  object('marathon.app.id', 'Id of the Marathon application.'),
  label('marathon.app.label', 'One label of the Marathon application by its name.'),
  object('marathon.app.labels', 'All labels of the Marathon application.'),
  object('marathon.group.name', 'Name of the Marathon group.'),
  object('marathon.group.id', 'Id of the Marathon group.'),
]);

function object(name: string, description: string): FieldSpec {
  return { name, description, appliesTo: () => false, extract: noValue };
}

function label(name: string, description: string): FieldSpec {
  return {
    ...object(name, description),
    argument: 'required',
    argumentKind: `${name}.NAME`,
    readArgument: labelArgument,
  };
}
