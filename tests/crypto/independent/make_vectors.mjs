// Run once by hand: node tests/crypto/independent/make_vectors.mjs PATH/TO/xkcdpass/static/eff-long
// Opens every recorded case, then appends this side's cases that are not recorded yet.

import { readFileSync, writeFileSync } from "node:fs";

import { SUBJECTS } from "./subjects.mjs";

const list = readFileSync(process.argv[2], "utf8").split("\n").map((line) => line.trim())
  .filter((word) => word && !word.includes("-"));
if (list.length !== 7772) throw new Error("not the list");

for (const [subject, { check, make }] of Object.entries(SUBJECTS)) {
  const path = new URL(`../vectors/${subject}.json`, import.meta.url);
  const cases = JSON.parse(readFileSync(path, "utf8"));
  for (const [name, one] of Object.entries(make))
    if (!cases.some((known) => known.name === name)) cases.push({ name, made_by: "node", ...(await one(list)) });
  for (const one of cases) {
    await check(one, list);
    console.log(`${subject}: ${one.name} (${one.made_by}): holds`);
  }
  writeFileSync(path, `${JSON.stringify(cases, null, 1)}\n`);
}
