import type { Column } from '@chisel/isolate/guest/columns.ts';
import type { LuaInput } from '../vm/lua-vm.ts';
import { LuaUserdata } from '../vm/lua-userdata.ts';

/** What `chisel.request_field` gives and `evt.field` takes. */
export class FieldHandle extends LuaUserdata {
  readonly field: string;
  /** Its column, once batches come; a field that was asked for later has none. */
  column: Column | undefined;
  /** Whether it is known of the event that ends an interval, too. */
  isInEachRow = false;

  constructor(field: string) {
    super();
    this.field = field;
  }

  /** Its value at the row at hand. */
  read(): LuaInput {
    return (this.column as Column).read() as LuaInput;
  }
}
