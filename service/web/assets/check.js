// Works on the check page's challenge while a person reads: a proof that some machine has worked for this Send. Send works all the time; what is
// not solved by then is left out. Each try runs in the browser's own code beside the page, so the page never stops.

/** @param {string} hex */
const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))

/** @param {ArrayBuffer} raw */
const hex = (raw) => Array.from(new Uint8Array(raw), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** @param {{algorithm: string, nonce: string, salt: string, cost: number, keyLength: number, keyPrefix: string}} asked
 *  @param {number} counter */
async function attempt(asked, counter) {
  const password = new Uint8Array([...bytes(asked.nonce), 0, 0, 0, 0])
  new DataView(password.buffer).setUint32(password.length - 4, counter)
  const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes(asked.salt), iterations: asked.cost }
  return hex(await crypto.subtle.deriveBits(how, key, asked.keyLength * 8))
}

/** @param {HTMLInputElement} field */
async function solve(field) {
  const challenge = JSON.parse(field.dataset.challenge ?? '')
  for (let counter = 0; counter < 5000; counter += 1) {
    const derivedKey = await attempt(challenge.parameters, counter)
    if (derivedKey.startsWith(challenge.parameters.keyPrefix)) {
      field.value = btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }))
      return
    }
  }
}

for (const field of document.querySelectorAll('input[data-challenge]')) {
  // A browser that cannot do it sends without: nobody is refused for that.
  solve(/** @type {HTMLInputElement} */ (field)).catch(() => {})
}
