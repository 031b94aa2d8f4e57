// Quiet Word's formats, written from crypto/README.md alone, with other people's libraries.
// Section numbers are that page's. Nothing here is shared with the Python code.

import { createPrivateKey, createPublicKey, createHmac, randomBytes, sign, verify } from "node:crypto";
import { createRequire } from "node:module";

// The packages are installed beside the assets' own: `make assets`.
const packages = createRequire(new URL("../../../deploy/package.json", import.meta.url));
const load = (name) => import(packages.resolve(name));
const { gcm, gcmsiv } = await load("@noble/ciphers/aes.js");
const { argon2id } = await load("@noble/hashes/argon2.js");
const { hkdf } = await load("@noble/hashes/hkdf.js");
const { sha256 } = await load("@noble/hashes/sha2.js");
const { shake256 } = await load("@noble/hashes/sha3.js");
const { Aes256Gcm, CipherSuite, HkdfSha256 } = await load("@hpke/core");
const { XWing } = await load("@hpke/hybridkem-x-wing");
const { MlKem768 } = await import(createRequire(packages.resolve("@hpke/hybridkem-x-wing")).resolve("mlkem"));

// --- 2 notation ---

export const utf8 = (text) => new TextEncoder().encode(text);
export const text = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
export const hex = (bytes) => Buffer.from(bytes).toString("hex");
export const raw = (digits) => new Uint8Array(Buffer.from(digits, "hex"));
export const random = (length) => new Uint8Array(randomBytes(length));
export const join = (...parts) => new Uint8Array(Buffer.concat(parts));
export const same = (a, b) => Buffer.compare(a, b) === 0;
export { sha256 };

const number = (value, length) => {
  const bytes = new Uint8Array(length);
  new DataView(bytes.buffer).setUint32(length - 4, value);
  return bytes;
};
export const u32 = (value) => number(value, 4);
export const u64 = (value) => number(value, 8);
const VERSION = Uint8Array.of(1);

const insist = (fact, message) => {
  if (!fact) throw new Error(message);
};

// --- 3 building blocks ---

const field = (bytes) => join(Uint8Array.of(bytes.length >> 8, bytes.length & 255), bytes);
export const encode = (label, ...fields) =>
  join(...[utf8("quietword/1"), utf8(label), ...fields].map(field));

export const derive = (secret, label, fields = [], { salt, length = 32 } = {}) =>
  hkdf(sha256, secret, salt, encode(label, ...fields), length);

export const pad = (plaintext, sizes) => {
  const size = sizes.find((one) => one > plaintext.length);
  insist(size, "too long");
  const padded = new Uint8Array(size);
  padded.set(plaintext);
  padded[plaintext.length] = 0x80;
  return padded;
};
export const strip = (padded) => {
  const mark = padded.lastIndexOf(0x80);
  insist(mark >= 0 && padded.subarray(mark + 1).every((byte) => byte === 0), "no padding");
  return padded.subarray(0, mark);
};
export const SUMMARY = [1024, 2048, 3072, 4096];
export const BODY = [4096, 16384, 65536];
export const DETAIL = [256, 512, 768, 1024];

export const wrap = (key, secret, context) => {
  const nonce = random(12);
  return join(VERSION, nonce, gcmsiv(key, nonce, context).encrypt(secret));
};
export const unwrap = (key, box, context) => {
  insist(box[0] === 1 && box.length >= 29, "malformed");
  return gcmsiv(key, box.subarray(1, 13), context).decrypt(box.subarray(13));
};

const suite = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

// The public half by its own road, SHAKE256 and ML-KEM from its seed, not by the KEM package's.
export const publicOf = async (seed) => {
  const expanded = shake256(seed, { dkLen: 96 });
  const [encapsulation] = await new MlKem768().deriveKeyPair(expanded.subarray(0, 64));
  const prefix = raw("302e020100300506032b656e04220420");
  const key = createPrivateKey({ key: Buffer.from(join(prefix, expanded.subarray(64))), format: "der", type: "pkcs8" });
  return join(encapsulation, raw(createPublicKey(key).export({ format: "der", type: "spki" }).subarray(12).toString("hex")));
};
export const seal = async (publicKey, plaintext, info) => {
  const recipientPublicKey = await suite.kem.deserializePublicKey(publicKey);
  const { enc, ct } = await suite.seal({ recipientPublicKey, info }, plaintext);
  return join(VERSION, new Uint8Array(enc), new Uint8Array(ct));
};
export const openSealed = async (seed, box, info) => {
  insist(box[0] === 1 && box.length >= 1137, "malformed");
  const recipientKey = await suite.kem.deserializePrivateKey(seed);
  return new Uint8Array(await suite.open({ recipientKey, enc: box.slice(1, 1121), info }, box.slice(1121)));
};

const PRIVATE = raw("302e020100300506032b657004220420");
const PUBLIC = raw("302a300506032b6570032100");
const signer = (seed) => createPrivateKey({ key: Buffer.from(join(PRIVATE, seed)), format: "der", type: "pkcs8" });
export const verifyingOf = (seed) =>
  new Uint8Array(createPublicKey(signer(seed)).export({ format: "der", type: "spki" }).subarray(12));
export const signed = (seed, statement) => new Uint8Array(sign(null, statement, signer(seed)));
export const holds = (verifying, statement, signature) =>
  verify(null, statement, createPublicKey({ key: Buffer.from(join(PUBLIC, verifying)), format: "der", type: "spki" }), signature);

// --- 4 letters ---

const partKeys = (part, context, contentKey, shredKey) => {
  const both = derive(contentKey, `letter-${part}`, context, { salt: shredKey, length: 64 });
  return [both.subarray(0, 32), both.subarray(32)];
};
export const sealPart = (part, context, contentKey, shredKey, words) => {
  const [key, commitment] = partKeys(part, context, contentKey, shredKey);
  const header = join(VERSION, commitment);
  const padded = pad(utf8(words), part === "summary" ? SUMMARY : BODY);
  return join(header, gcm(key, new Uint8Array(12), header).encrypt(padded));
};
export const openPart = (part, context, contentKey, shredKey, box) => {
  const [key, commitment] = partKeys(part, context, contentKey, shredKey);
  insist(box[0] === 1 && same(box.subarray(1, 33), commitment), "another key");
  const padded = gcm(key, new Uint8Array(12), box.subarray(0, 33)).decrypt(box.subarray(33));
  return text(strip(padded));
};

// --- 6 words ---

const UNKIND = new Set((
  "agony ambush avenge backstab brute bully carnage chokehold cruelly cruelness cruelty culprit "
  + "dagger deceased demise disgrace disown douche drown evil frighten frightful gore gory graves "
  + "graveyard grope hate hurt jailbird jailhouse lustfully lustily lustiness lusty maimed mutilated "
  + "mutilator oppressed oppressor perish poison predator prison prowler prowling punisher regretful "
  + "revenge revolver savage scared shame shrapnel slain snitch squealer squealing strangle tattle "
  + "tattling thong traitor unlucky unwed"
).split(" "));

export const draw = (list, stream, count) => {
  const words = [];
  for (let at = 0; at + 1 < stream.length && words.length < count; at += 2) {
    const index = ((stream[at] << 8) | stream[at + 1]) & 0x1fff;
    if (index < 7772 && !UNKIND.has(list[index])) words.push(list[index]);
  }
  insist(words.length === count, "the stream ran out");
  return words.join(" ");
};
export const mailboxOf = (words, siteSalt) => {
  const stretched = argon2id(utf8(words), siteSalt, { m: 16384, t: 1, p: 1, version: 0x13, dkLen: 32 });
  const mailboxSeed = derive(stretched, "mailbox");
  return { locator: derive(stretched, "locator"), mailboxSeed, threadKey: derive(mailboxSeed, "thread"), custodyKey: derive(mailboxSeed, "custody") };
};

// --- 8 a send ---

export const rootOf = (secret, seed, answers) => derive(secret, "draft", [seed, sha256(answers)]);
export const idOf = (root, name) => hex(derive(root, "id", [utf8(name)], { length: 16 }));
export const wordsOf = (list, root) => draw(list, derive(root, "receipt", [], { length: 128 }), 6);

// --- 9 desks, 10 the kit ---

export const kitOf = async (words) => {
  const opening = derive(utf8(words), "recovery-open");
  const signing = derive(utf8(words), "recovery-sign");
  return { opening, signing, publicKeys: join(await publicOf(opening), verifyingOf(signing)) };
};
export const deskOf = async (kitWords, name, generation, seed) => {
  const head = join(VERSION, Uint8Array.of(name.length), utf8(name), u32(generation));
  const [opening, signing, storage] = ["open", "sign", "storage"].map((use) => derive(seed, `desk-${use}`, [head]));
  const kit = await kitOf(kitWords);
  const publicKey = await publicOf(opening);
  const card = join(head, publicKey, verifyingOf(signing), kit.publicKeys);
  return { opening, signing, storage, publicKey, card, id: cardId("desk-card", card), kit };
};
export const cardId = (label, card) => sha256(join(encode(label), card));

// --- 11 members, 13 officers ---

export const officerOf = async (officerId, seed) => {
  const opening = derive(seed, "officer-open", [raw(officerId)]);
  const card = join(VERSION, raw(officerId), await publicOf(opening));
  return { opening, card, publicKey: card.subarray(17), id: cardId("officer-card", card) };
};
export const fingerprintOf = (list, id) => draw(list, derive(id, "fingerprint", [], { length: 128 }), 4);
export const passwordKey = (password, salt, deskSecret, officerId) => {
  const typed = utf8(password.normalize("NFC"));
  const stretched = argon2id(typed, salt, { m: 65536, t: 3, p: 1, version: 0x13, dkLen: 32 });
  return derive(stretched, "officer", [raw(officerId)], { salt: deskSecret });
};
export const codeOf = (secret, at) => {
  const hash = createHmac("sha1", secret).update(u64(Math.floor(at / 30))).digest();
  const offset = hash[19] & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1000000).padStart(6, "0");
};

// --- 14 sessions ---

export const sessionKey = (secret, deskSecret) => derive(secret, "session", [], { salt: deskSecret });

// --- 17 files ---

const CHUNK = 65536;
export const sealFile = (fileKey, fileId, salt, bytes) => {
  const both = derive(fileKey, "file", [raw(fileId)], { salt, length: 64 });
  const header = join(VERSION, salt, both.subarray(32));
  const padded = pad(bytes, [(Math.floor(bytes.length / CHUNK) + 1) * CHUNK]);
  const parts = [header];
  for (let i = 0; i * CHUNK < padded.length; i += 1) {
    const last = (i + 1) * CHUNK === padded.length;
    const nonce = join(new Uint8Array(3), u64(i), Uint8Array.of(last ? 1 : 0));
    parts.push(gcm(both.subarray(0, 32), nonce, header).encrypt(padded.subarray(i * CHUNK, (i + 1) * CHUNK)));
  }
  return join(...parts);
};
