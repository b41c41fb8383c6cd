type Writing = HTMLTextAreaElement | HTMLInputElement

/** As if it was typed, so that whoever listens to the field hears of it. */
function write(field: Writing, value: string, from: number, to: number): void {
  const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
  Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  requestAnimationFrame(() => {
    field.focus()
    field.setSelectionRange(from, to)
  })
}

/** Puts words where the caret of the field is. */
export function insertInto(field: Writing | null, words: string): void {
  if (!field?.isConnected) return
  const from = field.selectionStart ?? field.value.length
  const to = field.selectionEnd ?? from
  write(field, field.value.slice(0, from) + words + field.value.slice(to), from + words.length, from + words.length)
}

/** Puts signs around what is marked in the field. */
export function wrapIn(field: Writing | null, signs: string): void {
  if (!field?.isConnected) return
  const from = field.selectionStart ?? field.value.length
  const to = field.selectionEnd ?? from
  const marked = field.value.slice(from, to)
  write(
    field,
    `${field.value.slice(0, from)}${signs}${marked}${signs}${field.value.slice(to)}`,
    from + signs.length,
    to + signs.length,
  )
}
