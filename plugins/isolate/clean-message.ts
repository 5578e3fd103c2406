const MAX_LENGTH = 600;

/** An author's words in one line, without control characters. */
export function cleanMessage(message: string): string {
  return message
    .slice(0, MAX_LENGTH)
    .replace(/[\x00-\x1f\x7f-\x9f]+/g, ' ')
    .replace(/\[chisel:\/\/\/([^\]]*)\]/, '($1)');
}
