/** What a script may ask of the host; every answer is plain data. A refusal is thrown as an Error. */
export interface LuaHost {
  answer(question: string, detail: unknown): unknown;
}

/** Answers as they cross into the guest: JSON of a value, or of why there is none. */
export function answerAsText(host: LuaHost, question: string, detailText: string): string {
  try {
    return JSON.stringify({ value: host.answer(question, JSON.parse(detailText) as unknown) });
  } catch (error) {
    return JSON.stringify({ error: error instanceof Error ? error.message : String(error) });
  }
}
