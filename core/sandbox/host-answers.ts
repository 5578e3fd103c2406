/** What a guest may ask of the host; every answer is plain data. A refusal is thrown as an Error. */
export interface HostAnswers {
  answer(question: string, detail: unknown): unknown;
}

/** What a guest has to do with the world: only the questions that were granted to it are there. */
export interface GuestHost extends HostAnswers {
  readonly questions: readonly string[];
}

/** Answers as they cross into the guest: JSON of a value, or of why there is none. */
export function answerAsText(host: HostAnswers, question: string, detailText: string): string {
  try {
    return JSON.stringify({ value: host.answer(question, JSON.parse(detailText) as unknown) });
  } catch (error) {
    return JSON.stringify({ error: error instanceof Error ? error.message : String(error) });
  }
}
