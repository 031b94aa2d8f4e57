// Takes the names off the files that are chosen, just before they are sent. They never reach us, and the browser does not keep them either: of a
// form with files it remembers their names and folders with the page, though not what is in them.
const field = document.getElementById('added')

field.form.addEventListener('submit', () => {
  const nameless = new DataTransfer()
  for (const file of field.files) nameless.items.add(new File([file], 'file', { type: file.type }))
  field.files = nameless.files
})
