import type { SourceError } from './lexer.ts';

/** Limits of LuaJIT. */
const MAX_LOCALS = 200;
const MAX_UPVALUES = 60;

export class LocalVariable {
  readonly name: string;
  readonly id: number;
  readonly owner: FunctionScope;
  /** Whether a function within uses it. */
  isCaptured = false;
  /** Whether it gets a value after its declaration. */
  isAssigned = false;

  constructor(name: string, id: number, owner: FunctionScope) {
    this.name = name;
    this.id = id;
    this.owner = owner;
  }
}

export interface Label {
  readonly name: string;
  readonly id: number;
  /** Whether a goto before it, or one after it, leads here. */
  hasForward: boolean;
  hasBackward: boolean;
}

interface PendingGoto {
  readonly name: string;
  readonly line: number;
  readonly jump: { label: Label | undefined };
  /** Locals of the block that were known at the goto, or where the inner block stood that it came out of. */
  activeLocals: number;
}

export class BlockScope {
  readonly parent: BlockScope | undefined;
  readonly owner: FunctionScope;
  readonly isLoop: boolean;
  readonly locals: LocalVariable[] = [];
  readonly labels = new Map<string, Label>();
  readonly gotos: PendingGoto[] = [];

  constructor(parent: BlockScope | undefined, owner: FunctionScope, isLoop: boolean) {
    this.parent = parent;
    this.owner = owner;
    this.isLoop = isLoop;
  }
}

/** What is known about one function while it is parsed. */
export class FunctionScope {
  readonly parent: FunctionScope | undefined;
  readonly isVariadic: boolean;
  readonly line: number;
  readonly upvalues = new Set<LocalVariable>();
  activeLocals = 0;

  constructor(parent: FunctionScope | undefined, isVariadic: boolean, line: number) {
    this.parent = parent;
    this.isVariadic = isVariadic;
    this.line = line;
  }
}

/** Blocks within blocks: which name means what, and where a goto leads. */
export class Scopes {
  #block: BlockScope | undefined;
  #ids = 0;
  readonly #fail: SourceError;

  constructor(fail: SourceError) {
    this.#fail = fail;
  }

  get current(): BlockScope {
    return this.#block as BlockScope;
  }

  get currentFunction(): FunctionScope {
    return this.current.owner;
  }

  openFunction(isVariadic: boolean, line: number): void {
    const scope = new FunctionScope(this.#block?.owner, isVariadic, line);
    this.#block = new BlockScope(this.#block, scope, false);
  }

  openBlock(isLoop = false): void {
    this.#block = new BlockScope(this.current, this.currentFunction, isLoop);
  }

  close(): void {
    const block = this.current;
    block.owner.activeLocals -= block.locals.length;
    this.#block = block.parent;
    const outer = block.parent?.owner === block.owner ? block.parent : undefined;
    for (const jump of block.gotos) {
      if (!outer) throw this.#fail(`undefined label '${jump.name}'`, jump.line);
      outer.gotos.push({ ...jump, activeLocals: outer.locals.length });
    }
  }

  /** A variable that isn't visible yet: `activate` makes it so. */
  create(name: string): LocalVariable {
    return new LocalVariable(name, ++this.#ids, this.currentFunction);
  }

  activate(variable: LocalVariable, line: number): void {
    const scope = this.currentFunction;
    if (++scope.activeLocals > MAX_LOCALS) {
      throw this.#fail(`${describe(scope)} has more than ${MAX_LOCALS} local variables`, line);
    }
    this.current.locals.push(variable);
  }

  find(name: string, line: number): LocalVariable | undefined {
    for (let block = this.#block; block; block = block.parent) {
      const variable = block.locals.findLast((local) => local.name === name);
      if (variable) return this.#use(variable, line);
    }
    return undefined;
  }

  #use(variable: LocalVariable, line: number): LocalVariable {
    let scope: FunctionScope | undefined = this.currentFunction;
    for (; scope && scope !== variable.owner; scope = scope.parent) {
      variable.isCaptured = true;
      scope.upvalues.add(variable);
      if (scope.upvalues.size <= MAX_UPVALUES) continue;
      throw this.#fail(`${describe(scope)} has more than ${MAX_UPVALUES} upvalues`, line);
    }
    return variable;
  }

  get isInLoop(): boolean {
    const scope = this.currentFunction;
    for (let block = this.#block; block?.owner === scope; block = block.parent) {
      if (block.isLoop) return true;
    }
    return false;
  }

  /** `isLast`: nothing follows it in its block, so a goto passes over the block's locals. */
  addLabel(name: string, line: number, isLast: boolean): Label {
    const block = this.current;
    if (this.#findLabel(name)) throw this.#fail(`duplicate label '${name}'`, line);
    const label = { name, id: ++this.#ids, hasForward: false, hasBackward: false };
    block.labels.set(name, label);
    const leading = block.gotos.filter((jump) => jump.name === name);
    for (const jump of leading) {
      const passed = block.locals[jump.activeLocals];
      if (passed && !isLast) {
        throw this.#fail(
          `<goto ${name}> jumps into the scope of local '${passed.name}'`,
          jump.line,
        );
      }
      jump.jump.label = label;
      label.hasForward = true;
      block.gotos.splice(block.gotos.indexOf(jump), 1);
    }
    return label;
  }

  addGoto(name: string, line: number): { label: Label | undefined } {
    const label = this.#findLabel(name);
    const jump = { label };
    if (label) label.hasBackward = true;
    else this.current.gotos.push({ name, line, jump, activeLocals: this.current.locals.length });
    return jump;
  }

  #findLabel(name: string): Label | undefined {
    const scope = this.currentFunction;
    for (let block = this.#block; block?.owner === scope; block = block.parent) {
      const label = block.labels.get(name);
      if (label) return label;
    }
    return undefined;
  }
}

function describe({ parent, line }: FunctionScope): string {
  return parent ? `function at line ${line}` : 'main function';
}
