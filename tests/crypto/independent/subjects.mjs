// For each subject: how to check a case, whoever made it, and cases of this side's own making.

import * as f from "./formats.mjs";

const { raw, utf8, hex, encode, derive } = f;
const HARD = "zebra yearling wafer vacancy ultra tadpole";

export class Different extends Error {}
const equal = (found, expected) => {
  if (found !== expected) throw new Different(`${found} is not ${expected}`);
};
const insist = (fact, what) => {
  if (!fact) throw new Different(what);
};
const context = (c) => [utf8(c.purpose), raw(c.letter_id)];
const aLetter = (purpose) => ({ purpose, letter_id: hex(f.random(16)) });
const aDesk = (generation) => ({
  kit: Array(12).fill("oasis zebra").join(" "),
  desk: "schools officers",
  generation: String(generation),
  seed: hex(f.random(32)),
});
const open = (c) => f.deskOf(c.kit, c.desk, Number(c.generation), raw(c.seed));

const letters = {
  check(c) {
    for (const part of ["summary", "body"].filter((one) => one in c)) {
      equal(f.openPart(part, context(c), raw(c.content_key), raw(c.shred_key), raw(c[`${part}_box`])), c[part]);
      equal(hex(f.sealPart(part, context(c), raw(c.content_key), raw(c.shred_key), c[part])), c[`${part}_box`]);
    }
  },
  make: {
    "from node: a summary and a body"() {
      const c = { ...aLetter("tip"), content_key: hex(f.random(32)), shred_key: hex(f.random(32)) };
      Object.assign(c, { summary: '{"place":"Ravenscourt"}', body: "Naïve — and sealed in JavaScript. ".repeat(150) });
      for (const part of ["summary", "body"])
        c[`${part}_box`] = hex(f.sealPart(part, context(c), raw(c.content_key), raw(c.shred_key), c[part]));
      return c;
    },
  },
};

const seals = {
  async check(c) {
    const desk = await open(c);
    equal(hex(await f.openSealed(desk.opening, raw(c.seal), encode("seal", ...context(c), desk.id))), c.content_key);
    equal(hex(f.unwrap(desk.storage, raw(c.adopted), encode("adopted", ...context(c), desk.id))), c.content_key);
  },
  make: {
    async "from node: a seal and an adopted seal"() {
      const c = { ...aDesk(3), ...aLetter("tip"), content_key: hex(f.random(32)) };
      const desk = await open(c);
      c.seal = hex(await f.seal(desk.publicKey, raw(c.content_key), encode("seal", ...context(c), desk.id)));
      c.adopted = hex(f.wrap(desk.storage, raw(c.content_key), encode("adopted", ...context(c), desk.id)));
      return c;
    },
  },
};

const words = {
  check(c) {
    const keys = f.mailboxOf(c.words, raw(c.site_salt));
    equal(hex(keys.locator), c.locator);
    equal(hex(keys.mailboxSeed), c.mailbox_seed);
    equal(hex(keys.threadKey), c.thread_key);
    equal(hex(f.unwrap(keys.threadKey, raw(c.wrap), encode("thread-wrap", ...context(c)))), c.content_key);
  },
  make: {
    "from node: six words"() {
      const c = { ...aLetter("addition"), words: HARD, site_salt: hex(f.random(16)), content_key: hex(f.random(32)) };
      const keys = f.mailboxOf(c.words, raw(c.site_salt));
      Object.assign(c, { locator: hex(keys.locator), mailbox_seed: hex(keys.mailboxSeed), thread_key: hex(keys.threadKey) });
      c.wrap = hex(f.wrap(keys.threadKey, raw(c.content_key), encode("thread-wrap", ...context(c))));
      return c;
    },
  },
};

const notices = {
  check(c) {
    const keys = f.mailboxOf(c.words, raw(c.site_salt));
    equal(hex(keys.custodyKey), c.custody_key);
    equal(hex(f.unwrap(keys.custodyKey, raw(c.wrap), encode("thread-wrap", ...context(c)))), c.content_key);
  },
  make: {
    "from node: a notice"() {
      const c = { ...aLetter("notice"), words: HARD, site_salt: hex(f.random(16)), content_key: hex(f.random(32)) };
      const keys = f.mailboxOf(c.words, raw(c.site_salt));
      c.custody_key = hex(keys.custodyKey);
      c.wrap = hex(f.wrap(keys.custodyKey, raw(c.content_key), encode("thread-wrap", ...context(c))));
      return c;
    },
  },
};

const sends = {
  check(c, list) {
    const root = f.rootOf(raw(c.secret), raw(c.seed), utf8(c.answers));
    equal(f.idOf(root, "tip"), c.tip_id);
    equal(f.idOf(root, c.id_name), c.id);
    equal(f.wordsOf(list, root), c.words);
  },
  make: {
    "from node: a send"(list) {
      const c = { secret: hex(f.random(32)), seed: hex(f.random(16)), answers: "Łódź", id_name: "status" };
      const root = f.rootOf(raw(c.secret), raw(c.seed), utf8(c.answers));
      return { ...c, tip_id: f.idOf(root, "tip"), id: f.idOf(root, c.id_name), words: f.wordsOf(list, root) };
    },
  },
};

const next = (c) => f.deskOf(c.kit, c.desk, Number(c.generation) + 1, raw(c.next_seed));
const vouched = (desk) => encode("desk-card-vouched", desk.id);
const statement = (c, from, to) =>
  encode("letter-signed", ...context(c), from.id, f.sha256(new Uint8Array()), f.sha256(raw(c.body_box)),
    ...[from.id, to.id].sort(Buffer.compare));

const desks = {
  async check(c) {
    const [first, second] = [await open(c), await next(c)];
    for (const [desk, prefix] of [[first, ""], [second, "next_"]]) {
      equal(hex(desk.card), c[`${prefix}card`]);
      equal(hex(desk.id), c[`${prefix}id`]);
    }
    equal(hex(f.signed(first.signing, vouched(second))), c.vouched_by_desk);
    equal(hex(f.signed(first.kit.signing, vouched(second))), c.vouched_by_kit);
    equal(hex(await f.openSealed(first.kit.opening, raw(c.recovery_seed), encode("recovery-seed", first.id))), c.seed);
    insist(f.holds(f.verifyingOf(first.signing), statement(c, first, second), raw(c.signature)), "signature");
  },
  make: {
    async "from node: two generations"() {
      const c = { ...aDesk(1), next_seed: hex(f.random(32)), ...aLetter("report") };
      const [first, second] = [await open(c), await next(c)];
      Object.assign(c, { card: hex(first.card), id: hex(first.id), next_card: hex(second.card), next_id: hex(second.id) });
      c.vouched_by_desk = hex(f.signed(first.signing, vouched(second)));
      c.vouched_by_kit = hex(f.signed(first.kit.signing, vouched(second)));
      c.recovery_seed = hex(await f.seal(first.kit.publicKeys.subarray(0, 1216), raw(c.seed), encode("recovery-seed", first.id)));
      c.body_box = hex(f.sealPart("body", context(c), f.random(32), f.random(32), "Sealed and signed elsewhere."));
      c.signature = hex(f.signed(first.signing, statement(c, first, second)));
      return c;
    },
  },
};

const admission = (c, desk, officer) => encode("member", desk.id, officer.id, utf8(c.role));
const members = {
  async check(c, list) {
    const [desk, officer] = [await open(c), await f.officerOf(c.officer_id, raw(c.officer_seed))];
    equal(hex(officer.card), c.officer_card);
    equal(hex(officer.id), c.officer_card_id);
    equal(f.fingerprintOf(list, officer.id), c.fingerprint);
    insist(f.holds(f.verifyingOf(desk.signing), admission(c, desk, officer), raw(c.admission)), "admission");
    equal(hex(await f.openSealed(officer.opening, raw(c.member_seed), encode("member-seed", desk.id, officer.id))), c.seed);
  },
  make: {
    async "from node: a supervisor"(list) {
      const c = { ...aDesk(7), officer_id: hex(f.random(16)), officer_seed: hex(f.random(32)), role: "supervisor" };
      const [desk, officer] = [await open(c), await f.officerOf(c.officer_id, raw(c.officer_seed))];
      Object.assign(c, { officer_card: hex(officer.card), officer_card_id: hex(officer.id) });
      c.fingerprint = f.fingerprintOf(list, officer.id);
      c.admission = hex(f.signed(desk.signing, admission(c, desk, officer)));
      c.member_seed = hex(await f.seal(officer.publicKey, raw(c.seed), encode("member-seed", desk.id, officer.id)));
      return c;
    },
  },
};

const officers = {
  check(c) {
    const key = f.passwordKey(c.password, raw(c.salt), raw(c.desk_secret), c.officer_id);
    equal(hex(f.unwrap(key, raw(c.box), encode("officer", raw(c.officer_id)))), c.officer_seed + c.totp_secret);
    equal(f.codeOf(raw(c.totp_secret), Number(c.at)), c.code);
  },
  make: {
    "from node: a password with accents in two pieces"() {
      const [officer_seed, totp_secret] = [hex(f.random(32)), hex(f.random(20))];
      const c = { officer_id: hex(f.random(16)), officer_seed, totp_secret, password: "Zoe\u0308 Caf\u00e9", at: "2000000000" };
      Object.assign(c, { salt: hex(f.random(16)), desk_secret: hex(f.random(32)), code: f.codeOf(raw(totp_secret), 2000000000) });
      const key = f.passwordKey(c.password, raw(c.salt), raw(c.desk_secret), c.officer_id);
      return { ...c, box: hex(f.wrap(key, raw(officer_seed + totp_secret), encode("officer", raw(c.officer_id)))) };
    },
  },
};

const sessions = {
  check(c) {
    equal(hex(derive(raw(c.cookie), "session-id")), c.session_id);
    const key = f.sessionKey(raw(c.cookie), raw(c.desk_secret));
    equal(hex(f.unwrap(key, raw(c.box), encode("session", raw(c.officer_id)))), c.officer_seed);
  },
  make: {
    "from node: a session"() {
      const c = { cookie: hex(f.random(32)), officer_id: hex(f.random(16)), officer_seed: hex(f.random(32)), desk_secret: hex(f.random(32)) };
      const box = f.wrap(f.sessionKey(raw(c.cookie), raw(c.desk_secret)), raw(c.officer_seed), encode("session", raw(c.officer_id)));
      return { ...c, session_id: hex(derive(raw(c.cookie), "session-id")), box: hex(box) };
    },
  },
};

const linkHash = (link) => hex(f.sha256(f.join(encode("one-time"), utf8(link))));
const tokens = {
  check(c) {
    equal(hex(derive(raw(c.secret), "process", [utf8(c.purpose)])), c.key);
    equal(f.text(f.unwrap(derive(raw(c.secret), "token"), raw(c.token), encode("token", utf8(c.purpose)))), c.plaintext);
    equal(linkHash(c.link), c.link_hash);
  },
  make: {
    "from node: a token"() {
      const c = { secret: hex(f.random(32)), purpose: "thread page", plaintext: "carried", link: hex(f.random(16)) };
      const token = f.wrap(derive(raw(c.secret), "token"), utf8(c.plaintext), encode("token", utf8(c.purpose)));
      return { ...c, key: hex(derive(raw(c.secret), "process", [utf8(c.purpose)])), token: hex(token), link_hash: linkHash(c.link) };
    },
  },
};

const entry = (number, previous, box) =>
  f.sha256(encode("chain", f.u64(number), previous, f.sha256(f.join(encode("chain-detail"), box))));
const chain = {
  async check(c) {
    const desk = await open(c);
    let last = new Uint8Array(32);
    for (let n = 1; n <= Number(c.count); n += 1) {
      const box = raw(c[`box_${n}`]);
      equal(f.text(f.strip(await f.openSealed(desk.opening, box, encode("audit-detail", desk.id, f.u64(n))))), c[`text_${n}`]);
      last = entry(n, last, box);
    }
    equal(hex(last), c.head);
  },
  make: {
    async "from node: two entries"() {
      const c = { ...aDesk(1), count: "2", text_1: '{"reason":"signed-in"}', text_2: "ß".repeat(200) };
      const desk = await open(c);
      let last = new Uint8Array(32);
      for (const n of [1, 2]) {
        const box = await f.seal(desk.publicKey, f.pad(utf8(c[`text_${n}`]), f.DETAIL), encode("audit-detail", desk.id, f.u64(n)));
        c[`box_${n}`] = hex(box);
        last = entry(n, last, box);
      }
      return { ...c, head: hex(last) };
    },
  },
};

const boxOf = (c) => f.sealFile(raw(c.file_key), c.file_id, raw(c.salt), utf8(c.pattern.repeat(Number(c.times))));
const files = {
  check(c) {
    const box = boxOf(c);
    equal(String(box.length), c.length);
    equal(hex(f.sha256(box)), c.sha256);
  },
  make: {
    "from node: two chunks"() {
      const c = { file_key: hex(f.random(32)), file_id: hex(f.random(16)), salt: hex(f.random(16)), pattern: "ß\u0000", times: "30000" };
      const box = boxOf(c);
      return { ...c, length: String(box.length), sha256: hex(f.sha256(box)) };
    },
  },
};

export const SUBJECTS = { letters, seals, words, notices, sends, desks, members, officers, sessions, tokens, chain, files };
