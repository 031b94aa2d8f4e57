// Shows the form's questions one at a time, on the page that holds them all. Nothing leaves the page before its own button sends the form, and
// nothing is stored: the history gets two numbers for each question, at the same address. If this fails, the whole form is there again.

const WRONG = '.govuk-form-group--error'

class Steps {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form
    this.questions = [...form.querySelectorAll('[data-question]')]
    this.button = [...form.querySelectorAll('button[type="submit"]')].pop()
    this.link = document.querySelector('.govuk-back-link')
    this.way = this.link.textContent
    this.heading = document.querySelector('h1')
    this.title = document.title
    this.text = form.elements.namedItem('text')
    this.topic = form.elements.namedItem('topic')
    this.topics = [...this.topic.querySelectorAll('optgroup')].map((group) => ({ group, all: [...group.children] }))
    this.place = document.createElement('p')
    this.place.className = 'govuk-caption-m'
    this.place.id = 'place'
    this.questions[0].before(this.place)
  }

  begin() {
    const asked = this.find(location.hash.slice(1))
    const wrong = this.questions.findIndex((question) => question.matches(WRONG))
    // Who came to mend or to change one answer goes straight back to look at them all.
    this.isMending = wrong >= 0 || asked >= 0
    // After a page was loaded again what was typed is gone, and so is its place.
    const left = (this.text.value && history.state?.step) || 0
    this.first = Math.max(wrong, 0) || Math.max(asked, 0) || left
    if (history.state) this.remember(this.first, 0)
    this.shorten()
    this.show(this.first, wrong < 0 && asked >= 0)
  }

  get group() {
    return this.form.elements.namedItem('group').value
  }

  /** @param {number} step
   *  @param {number} deep how many questions of this page lie before it in the history */
  remember(step, deep) {
    history.replaceState({ step, deep }, '', this.form.dataset.form)
  }

  /** The question that a field belongs to, or -1.
   *  @param {string} id */
  find(id) {
    const field = id ? document.getElementById(id) : null
    return field ? this.questions.findIndex((question) => question.contains(field)) : -1
  }

  /** Whether a question is asked: the closer one only where there is something to choose.
   *  @param {Element | undefined} question */
  isAsked(question) {
    const group = this.group
    const isCloser = question?.contains(this.topic) && group
    return !isCloser || this.topics.some((one) => one.group.dataset.group === group && one.all.length > 1)
  }

  /** Leaves in the closer question what fits the group, and what is about one of us. */
  shorten() {
    const { group, topic } = this
    const chosen = topic.value
    const isAsked = this.isAsked(topic.closest('[data-question]'))
    for (const one of this.topics) {
      const fits = (option) => !group || one.group.dataset.group === group || 'always' in option.dataset
      one.group.replaceChildren(...one.all.filter(fits))
    }
    const left = this.topics.map((one) => one.group).filter((one) => one.children.length)
    topic.replaceChildren(topic.options[0], ...left)
    topic.value = isAsked ? chosen : ''
    if (topic.selectedIndex < 0) topic.selectedIndex = 0
  }

  /** @param {number} from
   *  @param {number} by 1 or -1 */
  next(from, by) {
    let step = from + by
    while (!this.isAsked(this.questions[step])) step += by
    return step
  }

  /** @param {number} step
   *  @param {boolean} moves whether the reader should be taken there */
  show(step, moves) {
    const most = this.text.value.trim() ? this.questions.length - 1 : this.find('text')
    this.at = Math.min(step, most)
    const question = this.questions[this.at]
    const asked = this.questions.filter((one) => this.isAsked(one))
    // Who says that somebody is in danger keeps the number to call before them.
    const isFirst = this.at === 0 || this.form.elements.namedItem('danger').value === 'yes'
    this.reveal((one) => one === question, isFirst, asked.at(-1) === question)
    this.heading.classList.toggle('govuk-visually-hidden', this.at > 0)
    this.link.textContent = this.at > 0 ? this.form.dataset.back : this.way
    const [number, of] = [asked.indexOf(question) + 1, asked.length]
    this.place.textContent = this.form.dataset.place.replace('##', `${of}`).replace('#', `${number}`)
    document.title = question.matches(WRONG) ? this.title : this.title.replace(/^.*: /, '')
    if (moves) this.take(question)
  }

  /** @param {(question: Element) => boolean} isShown
   *  @param {boolean} isFirst
   *  @param {boolean} isLast */
  reveal(isShown, isFirst, isLast) {
    for (const one of this.questions) one.hidden = !isShown(one)
    for (const one of this.form.querySelectorAll('[data-first]')) one.hidden = !isFirst
    for (const one of this.form.querySelectorAll('[data-last]')) one.hidden = !isLast
  }

  /** Takes eyes and screen readers to a question.
   *  @param {Element} question */
  take(question) {
    const heading = question.querySelector('h2')
    heading.tabIndex = -1
    heading.setAttribute('aria-describedby', this.place.id)
    scrollTo(0, 0)
    heading.focus()
  }

  /** @param {number} step */
  move(step) {
    const deep = (history.state?.deep ?? 0) + 1
    history.pushState({ step, deep }, '', this.form.dataset.form)
    this.show(step, true)
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    if (event.submitter && event.submitter !== this.button) return
    const step = this.isMissing() ? this.at : this.choose()
    if (step >= this.questions.length) return
    event.preventDefault()
    if (step !== this.at) this.move(step)
  }

  /** The question after this one; one too many where the form is to be sent. */
  choose() {
    const isCloserNext = this.isNewGroup && this.questions[this.at + 1]?.contains(this.topic)
    if (!this.isMending || isCloserNext) return this.next(this.at, 1)
    const wrong = this.questions.findIndex((one, at) => at > this.at && one.matches(WRONG))
    return wrong < 0 ? this.questions.length : wrong
  }

  /** Says at once that the one answer that is needed is not there. */
  isMissing() {
    if (!this.questions[this.at].contains(this.text)) return false
    const isMissing = !this.text.value.trim()
    document.getElementById('text-needed')?.remove()
    if (isMissing) this.complain()
    return isMissing
  }

  complain() {
    const said = document.createElement('p')
    said.id = 'text-needed'
    said.className = 'govuk-error-message'
    said.setAttribute('role', 'alert')
    said.textContent = this.form.dataset.needed
    this.text.before(said)
    this.text.focus()
  }

  /** @param {Event} event */
  goBack(event) {
    if (this.at === 0) return
    event.preventDefault()
    if (history.state?.deep > 0) {
      history.back()
      return
    }
    const step = this.next(this.at, -1)
    this.remember(step, 0)
    this.show(step, true)
  }

  /** A link to a question, as in the list of what is wrong, opens it first.
   *  @param {Event} event */
  follow(event) {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null
    const step = link ? this.find(link.hash.slice(1)) : -1
    if (step >= 0 && step !== this.at) this.move(step)
  }

  /** Shows what the history says: after Back, Forward, or when the page comes back as it was left. */
  arrive() {
    const step = history.state?.step ?? (location.hash ? this.find(location.hash.slice(1)) : this.first)
    if (step >= 0) this.show(step, true)
  }

  chooseGroup() {
    this.isNewGroup = true
    this.shorten()
  }

  /** The whole form is worth more than its steps. */
  end() {
    const chosen = this.topic.value
    for (const one of this.topics) one.group.replaceChildren(...one.all)
    this.topic.replaceChildren(this.topic.options[0], ...this.topics.map((one) => one.group))
    // A browser chooses another option while one is moved.
    this.topic.value = chosen
    this.reveal(() => true, true, true)
    this.heading.classList.remove('govuk-visually-hidden')
    this.link.textContent = this.way
    this.place.remove()
  }
}

/** @param {HTMLFormElement} form */
function start(form) {
  const steps = new Steps(form)
  const heard = new AbortController()
  /** @param {(event: Event) => void} act */
  const guard = (act) => (/** @type {Event} */ event) => {
    try {
      act(event)
    } catch {
      heard.abort()
      steps.end()
    }
  }
  /** @param {EventTarget} where
   *  @param {string} what
   *  @param {(event: Event) => void} act */
  const on = (where, what, act) => where.addEventListener(what, guard(act), { capture: true, signal: heard.signal })
  on(form, 'submit', (event) => steps.submit(event))
  on(form, 'change', (event) => event.target.name === 'group' && steps.chooseGroup())
  on(steps.link, 'click', (event) => steps.goBack(event))
  on(document, 'click', (event) => steps.follow(event))
  on(window, 'popstate', () => steps.arrive())
  on(window, 'pageshow', (event) => event.persisted && steps.arrive())
  guard(() => steps.begin())(new Event('begin'))
}

for (const form of document.querySelectorAll('form[data-form]')) start(form)
