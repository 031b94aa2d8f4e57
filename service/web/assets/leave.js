import { ExitThisPage } from 'govuk-frontend/dist/govuk/components/exit-this-page/exit-this-page.mjs'

/** Leaving takes this page's place in the history, so that Back leads past it. */
export class Leave extends ExitThisPage {
  exitPage() {
    super.exitPage()
    // Of two ways to go, a browser takes the one it was told last.
    window.location.replace(this.$button.href)
  }
}
