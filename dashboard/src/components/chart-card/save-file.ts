/** Hands a file to the browser's download. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

/** Text as a file; CSV gets a byte order mark, without which spreadsheets read UTF-8 as something else. */
export function textFile(text: string, type: 'text/csv' | 'image/svg+xml'): Blob {
  const mark = type === 'text/csv' ? '\ufeff' : ''
  return new Blob([mark, text], { type: `${type};charset=utf-8` })
}
