import { isEnter } from './event/event-table.ts';
export { isEnter };
