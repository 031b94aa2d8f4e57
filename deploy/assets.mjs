// Builds service/web/static/ from service/web/assets/: one stylesheet and one script for each process, named by what is in them so that a
// browser may keep them for ever, a .gz beside each, and manifest.json to find them by. Nothing in it may need another file: no url().
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { constants, gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'
import * as sass from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const sources = join(here, '../service/web/assets')
const target = join(here, '../service/web/static')
const modules = join(here, 'node_modules')

/** @param {string} name of a stylesheet, without its ending */
function stylesheet(name) {
  const built = sass.compile(join(sources, `${name}.scss`), { loadPaths: [modules], style: 'compressed' })
  const css = built.css.replace(/^\uFEFF/, '')
  if (/url\(|data:|@import|@font-face/.test(css)) throw new Error(`${name}.scss asks for another file`)
  return Buffer.from(css)
}

/** @param {string} name of a script, without its ending */
async function script(name) {
  const built = await esbuild.build({
    bundle: true,
    entryPoints: [join(sources, `${name}.js`)],
    format: 'esm',
    legalComments: 'none',
    minify: true,
    nodePaths: [modules],
    target: 'es2020',
    write: false,
  })
  return Buffer.from(built.outputFiles[0].contents)
}

const files = {
  'reporter.css': stylesheet('reporter'),
  'desk.css': stylesheet('desk'),
  'rtl.css': stylesheet('rtl'),
  'reporter.js': await script('reporter'),
  'form.js': await script('form'),
  'check.js': await script('check'),
  'files.js': await script('files'),
  'desk.js': await script('desk'),
  'favicon.svg': readFileSync(join(sources, 'favicon.svg')),
}

mkdirSync(target, { recursive: true })
const stale = new Set(readdirSync(target))
const manifest = {}

/** @param {string} name
 *  @param {Buffer | string} content */
function write(name, content) {
  writeFileSync(join(target, name), content)
  stale.delete(name)
}

for (const [name, content] of Object.entries(files)) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8)
  const hashed = name.replace('.', `.${hash}.`)
  const packed = gzipSync(content, { level: constants.Z_BEST_COMPRESSION })
  write(hashed, content)
  write(`${hashed}.gz`, packed)
  manifest[name] = hashed
  console.log(`${hashed}: ${content.length} bytes, ${packed.length} packed`)
}
write('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`)
for (const name of stale) rmSync(join(target, name), { recursive: true })
