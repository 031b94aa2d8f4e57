import { ExitThisPage } from 'govuk-frontend/dist/govuk/components/exit-this-page/exit-this-page.mjs'

/** Leaving also takes this page out of the history, so that Back does not lead to it. */
export class Leave extends ExitThisPage {
  exitPage() {
    super.exitPage()
    window.location.replace(this.$button.href)
  }
}
