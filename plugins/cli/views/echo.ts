import { ByteWriter } from '@chisel/core/bytes/byte-writer.ts';
import type { Consumer } from '@chisel/core/consumer.ts';
import { EventFlag } from '@chisel/core/event/event-table.ts';
import type { BoundField } from '@chisel/core/field/field.ts';
import { printable } from '@chisel/core/field/rows/fd-lookup.ts';
import { writeJsonString } from '@chisel/core/field/render/json-text.ts';
import type { Event } from '@chisel/core/state/event.ts';
import type { ViewFilter } from './view-filter.ts';

/** What processes that are in no container are in. */
const HOST = 'host';
const TRANSFERS = EventFlag.READS_FROM_FD | EventFlag.WRITES_TO_FD;

export interface EchoOptions {
  readonly filter: ViewFilter;
  readonly bind: (field: string) => BoundField;
  /** Takes a transfer as text or as JSON; a byte string. */
  add(row: string): void;
  readonly json: boolean;
  readonly withContainers: boolean;
}

/** What is read and written, with the data as far as it was captured. */
export class Echo implements Consumer {
  readonly name = 'echo';
  readonly needs: number;
  readonly types: Uint8Array;
  readonly wantsUnknown = false;
  readonly #options: EchoOptions;
  readonly #data: BoundField;
  readonly #kind: BoundField;
  readonly #container: BoundField;
  readonly #out = new ByteWriter();

  constructor(options: EchoOptions) {
    const { filter, bind } = options;
    this.#options = options;
    this.#data = bind('evt.arg.data');
    this.#kind = bind('fd.typechar');
    this.#container = bind('container.name');
    const fields = [this.#data, this.#kind, this.#container, bind('fd.name'), bind('proc.name')];
    this.needs = fields.reduce((bits, { needs }) => bits | needs, filter.needs);
    this.types = filter.types;
  }

  accept(event: Event): void {
    const { filter, json, add } = this.#options;
    if ((event.type.flags & TRANSFERS) === 0 || event.i64(0) <= 0) return;
    if (event.thread === undefined || event.fd === undefined || !filter.passes(event)) return;
    const data = this.#textOf(this.#data, event);
    if (data === undefined) return;
    const transfer = this.#read(event, data.replace(/^\n/, '').replace(/\n$/, ''));
    add(json ? toJson(transfer) : this.#toText(transfer));
  }

  end(): Promise<void> {
    return Promise.resolve();
  }

  #read(event: Event, data: string): Transfer {
    const { thread, fd, type } = event;
    const ns = event.tsNs();
    const first = (BigInt(event.firstTsHigh) << 32n) | BigInt(event.firstTsLow);
    return {
      isRead: (type.flags & EventFlag.READS_FROM_FD) !== 0,
      fdNumber: thread?.lastFd ?? 0,
      fdKind: this.#textOf(this.#kind, event) ?? '',
      fdName: printable(fd?.name ?? ''),
      length: event.i64(0),
      process: thread?.comm ?? '',
      ns,
      sinceFirst: ns - first,
      container: this.#textOf(this.#container, event) ?? '',
      data,
    };
  }

  #toText(transfer: Transfer): string {
    const { isRead, length, fdName, process, container, data } = transfer;
    const what = isRead ? 'Read' : 'Write';
    const where = isRead ? 'from' : 'to';
    const inside = this.#options.withContainers ? ` [${container}]` : '';
    const head = `------ ${what} ${String(length)}B ${where} ${fdName} (${printable(process)})`;
    return `${head}${inside}\n\n${data}\n\n`;
  }

  #textOf(field: BoundField, event: Event): string | undefined {
    if (field.write === undefined) {
      const value = field.extract(event);
      return value === undefined ? undefined : String(value);
    }
    this.#out.length = 0;
    return field.write(event, this.#out) ? this.#out.text() : undefined;
  }
}

interface Transfer {
  readonly isRead: boolean;
  readonly fdNumber: number;
  readonly fdKind: string;
  readonly fdName: string;
  readonly length: number;
  readonly process: string;
  readonly ns: bigint;
  readonly sinceFirst: bigint;
  readonly container: string;
  readonly data: string;
}

const out = new ByteWriter();

/** In the words of the reference's viewer. */
function toJson(transfer: Transfer): string {
  const { isRead, fdNumber, fdKind, fdName, length, process, ns, sinceFirst, data } = transfer;
  const number = String(fdNumber);
  const members: (readonly [string, string])[] = [
    ['d', isRead ? '<' : '>'],
    ['f', `${number}(<${fdKind}>${fdName})`],
    ['fd', number],
    ['fn', fdName],
    ['ft', fdKind],
    ['l', String(length)],
    ['p', process],
    ['ta', String(ns)],
    ['td', String(sinceFirst)],
    ['v', data],
  ];
  if (!['', HOST].includes(transfer.container)) members.unshift(['c', transfer.container]);
  const shown = members.filter(([key]) => key !== 'fn' || fdName !== '');
  return `{${shown.map(([key, value]) => `"${key}":${quoted(value)}`).join(',')}}`;
}

function quoted(text: string): string {
  out.length = 0;
  writeJsonString(out, text);
  return out.text();
}
