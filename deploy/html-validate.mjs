// Validates pages for tests/browser, many in one process: on each line of its input a page as a JSON string, on each line of its output what is
// wrong with it, as a list of strings.
import { createInterface } from 'node:readline'
import { HtmlValidate, StaticConfigLoader } from 'html-validate'
import config from './html-validate.config.mjs'

const validator = new HtmlValidate(new StaticConfigLoader(config))

for await (const line of createInterface({ input: process.stdin })) {
  const report = await validator.validateString(JSON.parse(line))
  const found = report.results.flatMap((result) => result.messages)
  console.log(JSON.stringify(found.map((one) => `${one.ruleId}: ${one.message} (${one.selector}, line ${one.line})`)))
}
