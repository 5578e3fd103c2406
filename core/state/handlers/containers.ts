import type { EventType } from '../../event/event-table.ts';
import { createContainer, Lookup } from '../containers/container.ts';
import { parseContainer } from '../containers/container-json.ts';
import type { Event } from '../event.ts';
import { Need } from '../needs.ts';
import type { State } from '../state.ts';
import { Thread } from '../thread.ts';
import type { Handler, HandlerRow } from './handler.ts';

function createContainerEvent(type: EventType): Handler {
  return type.params.length > 1 ? onContainer : onContainerJson;
}

/** Events of the first kind have a param for each of the few things they tell. */
function onContainer(event: Event, state: State): void {
  const container = createContainer(event.text(0), event.u32(1), event.text(2));
  container.image = event.text(3);
  state.addContainer(container);
  if ((state.needs & Need.THREADS) !== 0) state.threads.findOrCreate(event.tid);
}

function onContainerJson(event: Event, state: State): void {
  const container = parseContainer(event.byteString(0));
  if (container === undefined) {
    state.dropEvent();
    return;
  }
  state.addContainer(container);
  if ((state.needs & Need.THREADS) !== 0) event.thread = containerThread(container.id);
  // As in the reference, a filter that such an event passes brings it back.
  if (container.lookup !== Lookup.SUCCESSFUL && !state.isFiltered) state.dropEvent();
}

/** What such an event is shown as done by. */
function containerThread(id: string): Thread {
  const thread = new Thread(-1);
  thread.pid = -1;
  thread.ptid = 0;
  thread.uid = 0;
  thread.gid = 0;
  thread.vtid = -2;
  thread.vpid = -2;
  thread.setComm(`container:${id}`);
  thread.containerId = id;
  thread.gone = true;
  return thread;
}

/** Whether such an event is shown depends on what it says, so it is always read. */
export const containerRows: readonly HandlerRow[] = [
  { needs: Need.NONE, events: ['container>'], create: createContainerEvent },
];
