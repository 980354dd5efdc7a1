import '@fontsource-variable/inter/wght.css'
import './theme/mantine-styles.js'
import './theme/page.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './routes/app.js'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root" to draw into.')

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
