/** Name of the column with the lines of a script's event formatter. */
export const LINE = '(line)';
