// Runs before the first paint, so that a dark screen never flashes white. A file, because the page's content
// security policy allows no inline script.
{
  let chosen = null
  try {
    chosen = localStorage.getItem('tidemark-colour-scheme')
  } catch {
    // Storage is switched off: the system's preference decides.
  }
  const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches
  const scheme = chosen === 'light' || chosen === 'dark' ? chosen : prefersDark ? 'dark' : 'light'
  document.documentElement.dataset.mantineColorScheme = scheme
}
