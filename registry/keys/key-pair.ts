import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import { Key, Signature } from '@tufjs/models';

/** An ed25519 key that signs metadata. */
export interface KeyPair {
  readonly key: Key;
  readonly privateKey: KeyObject;
}

export function createKeyPair(): KeyPair {
  return pairOf(generateKeyPairSync('ed25519').privateKey);
}

/** The pair that a private key in PEM belongs to; throws when it is no ed25519 key. */
export function parsePrivateKey(pem: string): KeyPair {
  const privateKey = createPrivateKey(pem);
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('it is not an ed25519 key');
  return pairOf(privateKey);
}

/** The public half of an ed25519 key from its 64 hexadecimal digits. */
export function publicKey(hex: string): Key {
  const description = { keytype: 'ed25519', keyval: { public: hex }, scheme: 'ed25519' };
  // with the keys in this order it is canonical JSON, of which TUF makes the id
  const keyID = createHash('sha256').update(JSON.stringify(description)).digest('hex');
  return new Key({ keyID, keyType: 'ed25519', scheme: 'ed25519', keyVal: { public: hex } });
}

/** What metadata is signed with. */
export function signerOf({ key, privateKey }: KeyPair): (bytes: Buffer) => Signature {
  return (bytes) =>
    new Signature({ keyID: key.keyID, sig: sign(null, bytes, privateKey).toString('hex') });
}

function pairOf(privateKey: KeyObject): KeyPair {
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { key: publicKey(Buffer.from(x, 'base64url').toString('hex')), privateKey };
}
