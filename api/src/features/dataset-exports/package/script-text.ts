/** Our codes and labels are plain words; a quotation mark or a backslash would still stay inside. */
export function rText(text: string): string {
  return JSON.stringify(text)
}

export function pythonText(text: string): string {
  return JSON.stringify(text)
}
