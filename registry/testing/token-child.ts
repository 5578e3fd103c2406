import { createToken } from '../serve/tokens.ts';

/** Makes tokens as fast as it can. Arguments: the folder of keys, an author, how many. */
const [folder = '', author = '', count = '1'] = process.argv.slice(2);
for (let i = 0; i < Number(count); i++) {
  process.stdout.write(`${await createToken(folder, author)}\n`);
}
