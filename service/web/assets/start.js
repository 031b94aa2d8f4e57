// Every page works without this. `body` says that scripts run, then each component on the page is set up.

/** @param {Array<new (root: Element) => unknown>} components classes of GOV.UK Frontend */
export function start(components) {
  document.body.classList.add('js-enabled', 'govuk-frontend-supported')
  for (const Component of components) {
    for (const root of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) {
      try {
        new Component(root)
      } catch {
        // A component that cannot start leaves the plain page, which is whole.
      }
    }
  }
}
