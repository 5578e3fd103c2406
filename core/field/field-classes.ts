/** A group of fields, in the order in which they are listed. */
export interface FieldClass {
  readonly id: string;
  /** As the headings of `-l` show it. */
  readonly title: string;
  readonly description: string;
  /** Not listed. */
  readonly hidden?: boolean;
}

/** The classes of fields. */
export const fieldClasses: readonly FieldClass[] = [
  {
    id: 'evt',
    title: 'evt (All event types)',
    description: 'Number, time and origin, which every event has.',
  },
  {
    id: 'evt-syscall',
    title: 'evt (Syscall events only)',
    description:
      'What a system call was asked and what it answered. Each argument of an event is at hand as evt.arg.NAME.',
  },
  {
    id: 'process',
    title: 'process',
    description: 'The process and the thread that made the call, with their ancestors.',
  },
  { id: 'user', title: 'user', description: 'The user on whose behalf the thread runs.' },
  { id: 'group', title: 'group', description: 'The group of the thread.' },
  {
    id: 'container',
    title: 'container',
    description: 'The container of the thread. Outside of containers its id and name are host.',
  },
  {
    id: 'fd',
    title: 'fd',
    description: 'The file, socket or other thing that the file descriptor of a call stands for.',
  },
  {
    id: 'fs.path',
    title: 'fs.path',
    description: 'The paths that a successful call on the file system worked on.',
  },
  { id: 'syslog', title: 'syslog', description: 'Messages that are written to /dev/log.' },
  { id: 'fdlist', title: 'fdlist', description: 'The file descriptors that poll waits for.' },
  {
    id: 'k8s',
    title: 'k8s',
    description:
      'Kubernetes objects around the container. Captures only have what container events tell of them.',
  },
  {
    id: 'mesos',
    title: 'mesos',
    description: 'Mesos and Marathon objects. They come from a live server and have no value here.',
  },
  {
    id: 'span',
    title: 'span',
    description: 'Spans of tracers, which are not decoded: these fields have no value.',
  },
  {
    id: 'evtin',
    title: 'evtin',
    description: 'Spans around an event, which are not decoded: these fields have no value.',
  },
  { id: 'util', title: 'util', description: 'Helpers for output.', hidden: true },
];
